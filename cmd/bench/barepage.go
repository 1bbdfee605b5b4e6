package main

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/labstack/echo/v4"
)

type bareRow struct{ link, name, a, b, c, class, text string }

// rowBytes is about what one row of the bare page takes.
const rowBytes = 150

// serveBare serves a bare page of about as many bytes as it is asked for (?bytes=):
// as many short rows as that takes, their texts ready. It runs until it is told to
// stop.
func serveBare(addr string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = echo.ExtractIPDirect()
	e.GET("/", func(c echo.Context) error {
		size, err := strconv.Atoi(c.QueryParam("bytes"))
		if err != nil || size < 1 {
			return echo.NewHTTPError(http.StatusBadRequest, "bytes: a number from 1")
		}
		rows := make([]bareRow, max(1, size/rowBytes))
		for i := range rows {
			n := strconv.Itoa(i)
			rows[i] = bareRow{"/customers/C" + n, "Customer number " + n, "12 Nov", "1,234", "2.31", "label", "In rhythm"}
		}
		var b bytes.Buffer
		if err := barePage(rows).Render(c.Request().Context(), &b); err != nil {
			return err
		}
		return c.HTMLBlob(http.StatusOK, b.Bytes())
	})
	done := make(chan error, 1)
	go func() { done <- e.Start(addr) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		if err := e.Shutdown(context.Background()); err != nil {
			return err
		}
		if err := <-done; !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	}
}
