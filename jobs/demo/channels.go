package demo

// Indexes of the channels.
const (
	byPhone uint8 = iota
	byWeb
	byVisit
	byEDI
	byEmail
)

var channels = []string{"phone", "web shop", "rep visit", "EDI", "email"}

// Channels are the ways in which orders come.
func (s *Shop) Channels() []string { return channels }

// channelMix is how many in a hundred customers of a smart type prefer each
// channel.
var channelMix = [...][5]int{
	retail:      {30, 48, 6, 0, 16},
	trade:       {34, 32, 16, 3, 15},
	distributor: {12, 20, 12, 48, 8},
}

func drawChannel(r *source, smartType int) uint8 {
	n := r.below(100)
	for i, share := range channelMix[smartType] {
		if n < share {
			return uint8(i)
		}
		n -= share
	}
	return byEmail
}

// channelOn is the channel of an order: mostly the customer's own, else any
// that its smart type uses. At weekends nobody answers the telephone.
func (h *habit) channelOn(r *source, day int32, weekday uint8) uint8 {
	channel := h.channel
	if day < h.change {
		channel = h.before
	}
	if !r.chance(840) {
		channel = drawChannel(r, int(h.smartType))
	}
	if (weekday == 0 || weekday == 6) && (channel == byPhone || channel == byVisit) {
		return byWeb
	}
	return channel
}
