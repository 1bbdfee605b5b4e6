// htmx itself stands before this bundle as its authors minified it, which is
// smaller than what our bundler makes of its source; here it is a module.
export default window.htmx;
