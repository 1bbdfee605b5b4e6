package admin

// BinPerPage is how many rows a page of the recycle bin has, for tests of this room.
const BinPerPage = binPerPage
