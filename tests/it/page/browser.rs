//! A browser without a window, driven over a pipe by its DevTools protocol: real clicks, real keys, and everything that it
//! complains of.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// Where a browser may be.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
/// An answer that takes longer does not come.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running browser with one page. It ends with the value.
pub struct Browser {
    child: Child,
    requests: File,
    messages: Receiver<Value>,
    /// What came unasked since the last visit.
    events: Vec<Value>,
    session: Option<Value>,
    last: u64,
    _folder: tempfile::TempDir,
}

impl Browser {
    /// Starts a browser; `None` where there is none.
    pub fn start() -> Option<Self> {
        let paths = std::env::var_os("PATH")?;
        let program =
            NAMES.iter().flat_map(|name| std::env::split_paths(&paths).map(move |path| path.join(name))).find(|path| path.is_file())?;
        let folder = tempfile::tempdir().unwrap();
        let (to, from) = (folder.path().join("to"), folder.path().join("from"));
        assert!(Command::new("mkfifo").args([&to, &from]).status().unwrap().success());
        let flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
                     --disable-component-update --disable-sync --remote-debugging-pipe --user-data-dir=\"$3\"";
        let child = Command::new("sh")
            .args(["-c", &format!("exec \"$0\" {flags} 3<\"$1\" 4>\"$2\"")])
            .args([&program, &to, &from, &folder.path().join("profile")])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let requests = File::options().write(true).open(&to).unwrap();
        let answers = BufReader::new(File::open(&from).unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            for message in answers.split(0).map_while(Result::ok) {
                let _ = sender.send(serde_json::from_slice(&message).unwrap());
            }
        });
        let mut browser = Self { child, requests, messages, events: Vec::new(), session: None, last: 0, _folder: folder };
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}))["targetId"].clone();
        let session = browser.call("Target.attachToTarget", json!({"targetId": target, "flatten": true}))["sessionId"].clone();
        browser.session = Some(session);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        Some(browser)
    }

    /// Calls a method of the protocol.
    #[allow(clippy::needless_pass_by_value, reason = "a value reads best where it is written")]
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.last += 1;
        let mut request = json!({"id": self.last, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            request["sessionId"] = session.clone();
        }
        self.requests.write_all(format!("{request}\0").as_bytes()).unwrap();
        loop {
            let message = self.messages.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{method} is not answered"));
            if message["id"] == self.last {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
            self.events.push(message);
        }
    }

    /// Opens a file in a window of this size and waits until it is drawn.
    pub fn visit(&mut self, path: &Path, size: (u32, u32)) {
        self.load(path, size);
        self.settle();
    }

    /// Opens a file in a window of this size and waits until it is loaded, which is all to wait for where no script runs.
    pub fn load(&mut self, path: &Path, (width, height): (u32, u32)) {
        self.events.clear();
        self.call("Emulation.setDeviceMetricsOverride", json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}));
        self.call("Page.navigate", json!({"url": format!("file://{}", path.display())}));
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            self.events.push(self.messages.recv_timeout(PATIENCE).expect("the page loads"));
        }
    }

    /// Waits until two frames are drawn.
    pub fn settle(&mut self) {
        self.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))");
    }

    /// Returns the value of an expression on the page.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let asked = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.call("Runtime.evaluate", asked);
        match answer.get("exceptionDetails") {
            Some(fault) => json!({"fault": fault["exception"]["description"]}),
            None => answer["result"]["value"].clone(),
        }
    }

    /// Presses a key: its name, or the character that it writes.
    pub fn press(&mut self, key: &str) {
        let mut down = json!({"type": "keyDown", "key": key});
        if key.chars().count() == 1 {
            down["text"] = json!(key);
        }
        self.call("Input.dispatchKeyEvent", down);
        self.call("Input.dispatchKeyEvent", json!({"type": "keyUp", "key": key}));
        self.settle();
    }

    /// Writes text where the focus is.
    pub fn write(&mut self, text: &str) {
        self.call("Input.insertText", json!({"text": text}));
        self.settle();
    }

    /// Moves the pointer to the middle of the element, and clicks it if asked for. Tells whether there is one.
    pub fn point(&mut self, selector: &str, clicks: bool) -> bool {
        let find = format!(
            "(() => {{ const box = document.querySelector({}).getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2] }})()",
            json!(selector)
        );
        let place = self.evaluate(&find);
        let (Some(x), Some(y)) = (place[0].as_f64(), place[1].as_f64()) else { return false };
        let kinds: &[&str] = if clicks { &["mouseMoved", "mousePressed", "mouseReleased"] } else { &["mouseMoved"] };
        for kind in kinds {
            let button = if *kind == "mouseMoved" { "none" } else { "left" };
            self.call("Input.dispatchMouseEvent", json!({"type": kind, "x": x, "y": y, "button": button, "clickCount": 1}));
        }
        self.settle();
        true
    }

    /// Returns what the page complained of since it was opened, and what it asked for beside itself.
    pub fn complaints(&self) -> Vec<String> {
        let complaint = |event: &Value| match event["method"].as_str()? {
            "Runtime.exceptionThrown" => Some(format!("exception: {}", event["params"]["exceptionDetails"]["exception"]["description"])),
            "Runtime.consoleAPICalled" => Some(format!("console: {}", event["params"]["args"])),
            "Log.entryAdded" => Some(format!("log: {}", event["params"]["entry"]["text"])),
            "Network.requestWillBeSent" if event["params"]["type"] != "Document" => {
                Some(format!("request: {}", event["params"]["request"]["url"]))
            }
            _ => None,
        };
        self.events.iter().filter_map(complaint).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
