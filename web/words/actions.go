package words

import (
	"strings"

	"wholesight/views/ui"
)

// ActionWords are the actions of the audit log as people say them. A test finds the
// actions in the source and fails on one without words.
var ActionWords = map[string]string{
	"call.take_over":         "Took over a call",
	"classification.apply":   "Applied a draft of classifications",
	"classification.delete":  "Deleted a classification",
	"classification.discard": "Discarded a draft of classifications",
	"classification.draft":   "Changed a draft of classifications",
	"classification.restore": "Put a classification back",
	"classification.revert":  "Took applied classifications back",
	"classification.save":    "Saved classifications",
	"contact.add":            "Logged a contact",
	"contact.delete":         "Deleted a contact",
	"contact.edit":           "Changed a contact",
	"contact.restore":        "Put a contact back",
	"contact.undo":           "Took a logged contact back",
	"customer.bulk":          "Changed many customers",
	"customer.edit":          "Changed a customer",
	"customer.restore":       "Took a customer's change back",
	"demo.seed":              "Filled the shop with demo data",
	"export":                 "Took a list as a file",
	"import.apply":           "Applied an import",
	"import.discard":         "Discarded an import",
	"import.undo":            "Took an import back",
	"import.upload":          "Uploaded a file to import",
	"import.unpack":          "Took a file out of an archive",
	"job.cancel":             "Stopped a job",
	"job.retry":              "Ran a job once more",
	"job.run":                "Asked for a job",
	"link.invite":            "Made an invitation",
	"link.reset":             "Made a link for a new password",
	"link.setup":             "Made the link of the first admin",
	"login.accept":           "Logged in",
	"login.refuse":           "Was refused at the log-in",
	"request.refuse":         "Was refused a page",
	"session.end":            "Ended sessions",
	"session.logout":         "Logged out",
	"setting.save":           "Changed a setting",
	"smart-type.create":      "Created a smart type",
	"smart-type.delete":      "Deleted a smart type",
	"smart-type.merge":       "Merged a smart type into another",
	"smart-type.order":       "Put smart types in order",
	"smart-type.restore":     "Put a smart type back",
	"smart-type.save":        "Changed a smart type",
	"target.change":          "Changed a target",
	"target.delete":          "Deleted a target",
	"target.save":            "Saved targets",
	"target.set":             "Set a target",
	"undo.do":                "Took something back",
	"user.add":               "Added a user",
	"user.disable":           "Disabled a user",
	"user.edit":              "Changed a user",
	"user.enable":            "Enabled a user",
	"user.password":          "Changed a password",
	"user.prefs":             "Changed how pages look",
	"view.add":               "Saved a list",
	"view.default":           "Chose the saved list to begin with",
	"view.delete":            "Deleted a saved list",
	"view.edit":              "Changed a saved list",
	"view.restore":           "Put a saved list back",
}

// ActionText is an action in words; one of a newer version as it is written, with
// spaces.
func ActionText(l ui.Locale, action string) string {
	if words, ok := ActionWords[action]; ok {
		return l.T(words)
	}
	return strings.NewReplacer(".", " ", "_", " ", "-", " ").Replace(action)
}

// ActionsMeant are the actions whose words, in the person's language, have a text
// in them: whoever looks for what a page says finds it.
func ActionsMeant(l ui.Locale, text string) (actions []string) {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return nil
	}
	for action, words := range ActionWords {
		if strings.Contains(strings.ToLower(l.T(words)), text) {
			actions = append(actions, action)
		}
	}
	return actions
}
