package runs

// What tests of this room need of its inside.

// EventsPerUser bounds the streams of one person.
const EventsPerUser = eventsPerUser

// Enter takes a place of a person's streams; Leave gives it back.
func (s *Pages) Enter(user int64) bool { return s.streams.enter(user) }

// Leave gives a place back.
func (s *Pages) Leave(user int64) { s.streams.leave(user) }

// Open is how many streams are open.
func (s *Pages) Open() (n int) {
	s.streams.mu.Lock()
	defer s.streams.mu.Unlock()
	for _, open := range s.streams.open {
		n += open
	}
	return n
}
