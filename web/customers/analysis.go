package customers

import (
	"github.com/labstack/echo/v4"
)

// analysisPage: GET /analysis, staff: Customer Order Analysis, the report to have at
// hand when one calls. It is the list of customers with other columns.
func (s *Pages) analysisPage(c echo.Context) error { return s.customerListPage(c, analysisList) }

// analysisFile: GET /analysis.csv and /analysis.xlsx, staff: all customers that the
// report of the same parameters matches.
func (s *Pages) analysisFile(c echo.Context) error { return s.customerListFile(c, analysisList) }
