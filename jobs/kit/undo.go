package kit

// The actions that can be taken back, as the audit log names them.
const (
	UndoClassificationDelete  = "classification.delete"
	UndoBulk                  = "customer.bulk"
	UndoContactAdd            = "contact.add"
	UndoContactEdit           = "contact.edit"
	UndoContactDelete         = "contact.delete"
	UndoTargets               = "target.save"
	UndoSavedListDelete       = "view.delete"
	UndoCustomerEditing       = "customer.edit"
	UndoClassificationApply   = "classification.apply"
	UndoClassificationDiscard = "classification.discard"
	UndoSmartTypeDelete       = "smart-type.delete"
	UndoSmartTypeMerge        = "smart-type.merge"
)

// PartlyUndone is what a way back returns that has put back what it could: no fault,
// and its words say what stays as it is, or is still to come.
type PartlyUndone struct{ Words string }

func (p *PartlyUndone) Error() string { return p.Words }

// UndoData is a value as AddUndo keeps it. Only what cannot be written as JSON (a
// channel, a function) makes it fail, and that is a fault of the caller.
func UndoData(v any) string { return JSON(v) }
