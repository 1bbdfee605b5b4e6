package storetest

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// server is the test binary's own PostgreSQL, started on first use.
var server struct {
	once  sync.Once
	err   error // why there is none
	dir   string
	cmd   *exec.Cmd
	next  atomic.Int64
	ended chan struct{}
}

var errNoPostgres = errors.New("no PostgreSQL binaries found (Debian: apt-get install postgresql)")

// Main runs a package's tests and then stops the PostgreSQL they started, and what
// else the package began for all of its tests.
func Main(m *testing.M, after ...func()) {
	code := m.Run()
	stop()
	for _, f := range after {
		f()
	}
	os.Exit(code)
}

// needPostgres starts the server when it is the first to ask; where there is none the
// test is skipped.
func needPostgres(t testing.TB) {
	t.Helper()
	server.once.Do(func() { server.err = start() })
	if errors.Is(server.err, errNoPostgres) && os.Getenv("REQUIRE_POSTGRES") == "" {
		t.Skipf("SKIPPED on PostgreSQL: %v", server.err)
	}
	if server.err != nil {
		t.Fatalf("PostgreSQL: %v", server.err)
	}
}

// createDatabase makes a database that the test's end removes, and returns its address.
func createDatabase(t testing.TB, from string) string {
	t.Helper()
	name := fmt.Sprintf("t%d", server.next.Add(1))
	if err := admin("CREATE DATABASE " + name + from); err != nil {
		t.Fatalf("PostgreSQL: %v", err)
	}
	t.Cleanup(func() {
		if err := admin("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("PostgreSQL: %v", err)
		}
	})
	return address(name)
}

// address is the address of a database on the socket.
func address(name string) string {
	q := url.Values{"host": {server.dir}, "user": {"test"}}
	return "postgres:///" + name + "?" + q.Encode()
}

// admin runs one statement in the maintenance database.
func admin(statement string) error {
	db, err := sql.Open("pgx", address("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec(statement)
	return err
}

// binaries is the folder of the newest PostgreSQL on the machine that has all we need.
func binaries() (string, error) {
	dirs, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return "", err
	}
	sort.Slice(dirs, func(a, b int) bool { return major(dirs[a]) > major(dirs[b]) })
	if path, err := exec.LookPath("initdb"); err == nil {
		dirs = append(dirs, filepath.Dir(path))
	}
	for _, dir := range dirs {
		if _, err := exec.LookPath(filepath.Join(dir, "initdb")); err != nil {
			continue
		}
		if _, err := exec.LookPath(filepath.Join(dir, "postgres")); err == nil {
			return dir, nil
		}
	}
	return "", errNoPostgres
}

// major is the version in a folder's name; 0 when there is none.
func major(dir string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(dir)))
	if err != nil {
		return 0
	}
	return n
}

// start makes a cluster in a temporary folder and starts it. PostgreSQL refuses to
// run as root, so root becomes an ordinary user for it.
func start() error {
	bin, err := binaries()
	if err != nil {
		return err
	}
	if server.dir, err = os.MkdirTemp("", "wspg"); err != nil {
		return err
	}
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if os.Getuid() == 0 {
		if attr.Credential, err = ordinary(); err != nil {
			return err
		}
		if err := os.Chown(server.dir, int(attr.Credential.Uid), int(attr.Credential.Gid)); err != nil {
			return err
		}
	}
	data := filepath.Join(server.dir, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8",
		"--locale=C", "-N")
	initdb.SysProcAttr, initdb.Dir = attr, server.dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	server.ended = make(chan struct{})
	started := make(chan error, 1)
	var log bytes.Buffer
	go func() {
		// The kernel ends the server with the thread that started it, so this
		// goroutine keeps its thread until the server has ended: a test binary
		// that is killed leaves nothing running.
		runtime.LockOSThread()
		defer close(server.ended)
		// No test asks what survives a power cut of PostgreSQL: without its
		// syncs the same tests take a third of the time.
		server.cmd = exec.Command(filepath.Join(bin, "postgres"), "-D", data, "-k", server.dir, "-c", "listen_addresses=",
			"-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
			"-c", "shared_buffers=64MB", "-c", "max_connections=200", "-c", "autovacuum=off")
		server.cmd.SysProcAttr, server.cmd.Dir = attr, server.dir
		server.cmd.Stdout, server.cmd.Stderr = &log, &log
		err := server.cmd.Start()
		started <- err
		if err == nil {
			_ = server.cmd.Wait() // it is ended by a signal: the state says nothing
		}
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	return ready(&log)
}

// ready waits until the server answers.
func ready(log *bytes.Buffer) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		err := admin("SELECT 1")
		if err == nil {
			return nil
		}
		select {
		case <-server.ended:
			return fmt.Errorf("postgres ended:\n%s", log)
		case <-ctx.Done():
			return fmt.Errorf("postgres does not answer: %w", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// ordinary is a user without rights that root may become.
func ordinary() (*syscall.Credential, error) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errU := strconv.ParseUint(u.Uid, 10, 32)
		gid, errG := strconv.ParseUint(u.Gid, 10, 32)
		if err := errors.Join(errU, errG); err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("neither a user postgres nor nobody to run PostgreSQL as")
}

// stop ends the server and removes its folder.
func stop() {
	if server.cmd != nil && server.cmd.Process != nil {
		_ = server.cmd.Process.Signal(syscall.SIGQUIT) // at once: nothing in it is kept
		select {
		case <-server.ended:
		case <-time.After(10 * time.Second):
			_ = server.cmd.Process.Kill()
			<-server.ended
		}
	}
	if server.dir != "" {
		_ = os.RemoveAll(server.dir)
	}
}
