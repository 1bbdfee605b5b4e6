package kit

import (
	"bytes"
	"context"
	"errors"
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/views/ui"
)

// Events are server-sent events for one browser. Their route is of kind stream.
type Events struct {
	s    *Kit
	c    echo.Context
	ctl  *http.ResponseController
	done <-chan struct{}
}

// Stream begins server-sent events. The browser asks again when the connection
// ends, so f starts from the present state; it ends when the browser goes, the
// server stops (e.stopping) or the work is done (e.end, after which the browser
// does not ask again).
func (s *Kit) Stream(c echo.Context, f func(ctx context.Context, e *Events) error) error {
	h := c.Response().Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no") // a proxy must not collect them
	c.Response().WriteHeader(http.StatusOK)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	ctx, cancel := context.WithCancel(c.Request().Context())
	defer cancel()
	go func() {
		select {
		case <-s.closing:
			cancel()
		case <-ctx.Done():
		}
	}()
	e := &Events{s: s, c: c, ctl: http.NewResponseController(c.Response()), done: s.closing}
	err := f(ctx, e)
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return nil // the browser has gone, or the server stops: both end a stream
	}
	return err
}

// Send sends a component: htmx puts it where sse-swap="message" stands.
func (e *Events) Send(component templ.Component) error {
	var b bytes.Buffer
	ctx := ui.WithLocale(e.c.Request().Context(), e.s.LocaleOf(e.c))
	if err := component.Render(ctx, &b); err != nil {
		return err
	}
	return e.write("", b.Bytes())
}

// End sends the event "done", at which htmx closes the stream (sse-close="done").
func (e *Events) End() error { return e.write("done", []byte("done")) }

func (e *Events) write(name string, data []byte) error {
	var b bytes.Buffer
	if name != "" {
		b.WriteString("event: " + name + "\n")
	}
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		b.WriteString("data: ")
		b.Write(bytes.ReplaceAll(line, []byte("\r"), nil))
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	if _, err := e.c.Response().Write(b.Bytes()); err != nil {
		return context.Canceled // the browser has gone
	}
	if err := e.ctl.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return context.Canceled
	}
	return nil
}
