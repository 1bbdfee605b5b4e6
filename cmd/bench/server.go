package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// The benchmark's own admin.
const (
	benchEmail    = "bench@wholesight.example"
	benchPassword = "quick brown measures 41"
)

// server is a child process that serves HTTP.
type server struct {
	cmd    *exec.Cmd
	url    string
	client *http.Client
	log    *bytes.Buffer
	ended  bool
}

// serve starts a program that listens on the address it is given, and waits until a
// page of it answers. It returns how long that took from the start of the process.
func (b *run) serve(page string, program string, args func(addr string) []string) (*server, time.Duration, error) {
	addr, err := freeAddress()
	if err != nil {
		return nil, 0, err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, 0, err
	}
	s := &server{
		cmd:    exec.CommandContext(b.ctx, program, args(addr)...),
		url:    "http://" + addr,
		client: &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 16, DisableCompression: true}},
		log:    &bytes.Buffer{},
	}
	s.cmd.Stderr = s.log
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, 0, err
	}
	b.servers = append(b.servers, s)
	for {
		res, err := s.client.Get(s.url + page)
		if err == nil {
			_, err := io.Copy(io.Discard, res.Body)
			took := time.Since(began)
			return s, took, errors.Join(err, res.Body.Close())
		}
		if time.Since(began) > time.Minute {
			return nil, 0, errors.Join(fmt.Errorf("%s does not answer: %w\n%s", program, err, s.log), s.stop())
		}
		time.Sleep(time.Millisecond)
	}
}

// freeAddress is an address of this machine that nobody listens on.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// end ends the servers that a measure which failed half way has left running: by
// asking, and when that does not help, by force.
func (b *run) end() {
	for _, s := range b.servers {
		if s.ended {
			continue
		}
		kill := time.AfterFunc(5*time.Second, func() { _ = s.cmd.Process.Kill() })
		if err := s.stop(); err != nil {
			b.say("%s: %v", s.url, err)
		}
		kill.Stop()
	}
}

// stop asks the process to end and waits for it.
func (s *server) stop() error {
	s.ended = true
	s.client.CloseIdleConnections()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	if err := s.cmd.Wait(); err != nil {
		return fmt.Errorf("stopped: %w\n%s", err, s.log)
	}
	return nil
}

// logIn logs the benchmark's admin in.
func (s *server) logIn() error {
	res, err := s.client.PostForm(s.url+"/login", url.Values{"email": {benchEmail}, "password": {benchPassword}})
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK || strings.HasSuffix(res.Request.URL.Path, "/login") {
		return fmt.Errorf("log-in: %s at %s", res.Status, res.Request.URL.Path)
	}
	return nil
}

// get fetches a page whole and returns its size and how long it took.
func (s *server) get(page string) (bytes int64, took time.Duration, err error) {
	began := time.Now()
	res, err := s.client.Get(s.url + page)
	if err != nil {
		return 0, 0, err
	}
	defer res.Body.Close()
	n, err := io.Copy(io.Discard, res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", page, res.Status)
	}
	return n, time.Since(began), err
}

// memory is the process's resident memory now.
func (s *server) memory() (int64, error) { return s.status("VmRSS:") }

// status is a number of bytes that the kernel knows of the process.
func (s *server) status(name string) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			kib, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			return kib << 10, err
		}
	}
	return 0, fmt.Errorf("no %s in the process's status", name)
}
