package imports

// What tests of this room need of its inside.

// UploadsOfUser bounds the uploads of one person that are under way at once.
const UploadsOfUser = uploadsOfUser

// BeginUpload takes a slot of a person's uploads.
func (s *Pages) BeginUpload(user int64) bool { return s.uploads.begin(user) }

// EndUpload gives it back.
func (s *Pages) EndUpload(user int64) { s.uploads.end(user) }
