// Package smarttypes keeps the smart types: the one primary kind of each customer, in
// an order whose first is what customers get who name none. A smart type goes away
// when nothing hangs on it, or by being merged into another.
//
// Rejected: a smart type that is merged and stays, empty. Its classifications of old
// would keep it for ever, and an import could fill it again without anybody noticing.
package smarttypes
