package demo

import (
	"math/bits"
	"math/rand/v2"
)

// source is a seeded stream of draws. It is a PCG that is reset for each thing
// that is drawn (a customer, an order), so that one thing's draws never shift
// another's.
type source struct{ pcg rand.PCG }

// What is drawn, so that the customer 7 and the product 7 have nothing in common.
const (
	ofOrder uint64 = iota + 1
	ofCredit
	ofCustomer
	ofHabit
	ofProduct
	ofTarget
	ofContact
)

// reset starts the stream of one thing: what it is, and up to two numbers of it.
func (r *source) reset(seed, what, a, b uint64) {
	hi := mix(mix(seed+what<<56) + a)
	r.pcg.Seed(hi, mix(hi^b*0x9E3779B97F4A7C15))
}

// mix is the finaliser of SplitMix64 (Steele, Lea & Flood 2014): neighbouring
// numbers come out unrelated, which PCG needs of its seeds.
func mix(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// bits64 is the next 64 bits.
func (r *source) bits64() uint64 { return r.pcg.Uint64() }

// below is a number from 0 to n − 1; n is at least 1. The bias of taking the
// high word is under one in 2⁴⁰ for any n here.
func (r *source) below(n int) int {
	hi, _ := bits.Mul64(r.pcg.Uint64(), uint64(n))
	return int(hi)
}

// between is a number from lo to hi, both included.
func (r *source) between(lo, hi int) int { return lo + r.below(hi-lo+1) }

// chance is true perMille times in a thousand.
func (r *source) chance(perMille int) bool { return r.below(1000) < perMille }

// one is any of the given words.
func (r *source) one(words []string) string { return words[r.below(len(words))] }

// spread is a log-normal factor around 1, in 1024ths. sigma is the standard
// deviation of its base-2 logarithm, in 1024ths: 1024 means that one draw in
// three is off by more than a doubling or a halving.
func (r *source) spread(sigma int64) int64 {
	// The sum of four uniform numbers of 16 bits is near enough normal, with
	// mean 131070 and standard deviation 37837.
	u := r.pcg.Uint64()
	sum := int64(u&0xFFFF + u>>16&0xFFFF + u>>32&0xFFFF + u>>48)
	return exp2((sum - 131070) * sigma / 37837)
}

// sixteenths holds 2^(i/16) in 65536ths.
var sixteenths = [17]int64{
	65536, 68438, 71468, 74632, 77936, 81386, 84990, 88752, 92682,
	96785, 101070, 105545, 110218, 115098, 120194, 125515, 131072,
}

// exp2 is 2^(x/1024) in 1024ths, within 0.05 %, for x from −8192 to 20480;
// beyond, it stays at the end's value.
func exp2(x int64) int64 {
	x = min(max(x, -8192), 20480)
	i, rest := x&1023>>6, x&63
	v := sixteenths[i] + (sixteenths[i+1]-sixteenths[i])*rest>>6
	if k := x >> 10; k < 0 {
		return v >> uint(6-k)
	} else {
		return v << uint(k) >> 6
	}
}

// roundDiv is a ÷ b rounded half away from zero; b is positive.
func roundDiv(a, b int64) int64 {
	if a < 0 {
		return -((-a + b/2) / b)
	}
	return (a + b/2) / b
}
