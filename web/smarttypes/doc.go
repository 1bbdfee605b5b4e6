// Package smarttypes is the conversation about smart types: the list in order, which the
// office reads and admins change, one of them, and the merge of one into another, whose
// effect is shown before it happens. The rules are those of jobs/smarttypes; it asks
// what lies below it and no other feature. What a merge shows is fingerprinted into its
// form: who agrees to a plan carries out that plan and no other.
package smarttypes
