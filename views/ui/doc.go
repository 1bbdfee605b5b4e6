// Package ui is what every page of views is made of: display-ready structs, their
// pure formatters, and templates. It reads no data and knows no route: strings and
// addresses come in ready, from web. It must not import store, jobs, web, echo,
// net/http or database/sql.
//
// A component is a struct that renders itself: write @ui.Note{…} in a
// template, put one into a Cell, hand one to web. Frames that hold children are
// functions: @Layout(page) { … }, @Form(options) { … }.
//
//	frame     Page, Layout, LoginLayout, PortalLayout, NewNav, ErrorInPage
//	set       Stack, Columns, Section, Card, Disclosure, Tabs, Steps, Group
//	press     Button; Icon
//	say       Note, Conflict, Empty, Badge, Label, Labels, Toast, Toasts, Progress, ProgressPart
//	ask       Form, FieldGrid, Field, MoneyField, Dialog, DialogPart
//	list      FilterBar, FilterChips, Picking, BulkBar, ColumnChoice, Table (Column, Row, Cell, Text), NewPager
//	figures   Locale (Money, Number, Percent, Ratio, Day, Change …), Unknown, Tiles, Facts, Spark
//	graph     NewChart (ChartSpec, Series, Band)
//	sheets    LabelCSS
//
// Pages are made of these and of nothing else. A page that needs something new
// adds it here first, with a sample on the page of components.
//
// Text is English in the templates, through T, which looks it up in the
// catalogue of the locale that Layout put into the context (words.go).
//
// Under the strict content policy there is no inline script and no style
// attribute; a colour that a person picked comes from LabelCSS.
package ui
