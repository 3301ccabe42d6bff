//! A small HTTP server for this machine only, between plain [`HttpRequest`]s and [`HttpResponse`]s.
//!
//! One thread and one request a connection. (tiny_http, tried before, at times leaves one of several simultaneous
//! connections waiting until another one is closed.)

mod chunked;

use anyhow::{Context, Result};
use livingdocs_media_library::http::{HttpRequest, HttpResponse};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Bytes of a request's first line and headers.
const HEAD_LIMIT: u64 = 64_000;
/// Bytes of a body that are kept: twice what the API takes, enough to see that it is too long.
const BODY_LIMIT: u64 = 1_000_000;
/// For one read or write.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bound to its port, not yet answering.
pub struct Listener {
    listener: TcpListener,
    port: u16,
}

impl Listener {
    /// Port 0 is any free one.
    pub fn bind(port: u16) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port)).with_context(|| {
            format!("cannot listen on port {port}. Choose another one with `--port N`, or `--port 0` for any free one")
        })?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, port })
    }

    /// Where it can be reached, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Answers requests until the program ends. Join the thread to wait for that.
    pub fn serve(self, answer: impl Fn(&HttpRequest) -> HttpResponse + Send + Sync + 'static) -> JoinHandle<()> {
        let answer = Arc::new(answer);
        thread::spawn(move || {
            loop {
                // An error is one connection's, never the server's.
                let Ok((stream, _)) = self.listener.accept() else { continue };
                let answer = Arc::clone(&answer);
                drop(thread::Builder::new().spawn(move || converse(&stream, &*answer)));
            }
        })
    }
}

/// A request that cannot be handed on: the status and the words it is answered with.
struct Refusal(u16, &'static str);

/// When this fails the other side is gone, and then there is nobody to tell.
fn converse(stream: &TcpStream, answer: &dyn Fn(&HttpRequest) -> HttpResponse) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream);
    let (response, has_body) = match read(&mut reader, stream)? {
        Ok(request) => {
            let response = catch_unwind(AssertUnwindSafe(|| answer(&request)))
                .unwrap_or_else(|_| text(500, "The server met an error of its own; its terminal says which."));
            (response, request.method != "HEAD")
        }
        Err(Refusal(status, words)) => (text(status, words), true),
    };
    write(stream, &response, has_body)?;
    stream.shutdown(Shutdown::Write)?;
    // A connection that is closed with bytes unread is reset, and then the other side may not see the answer.
    io::copy(&mut reader.take(100 * BODY_LIMIT), &mut io::sink()).map(drop)
}

fn read(reader: &mut BufReader<&TcpStream>, stream: &TcpStream) -> io::Result<Result<HttpRequest, Refusal>> {
    let mut head = reader.by_ref().take(HEAD_LIMIT);
    let first = line(&mut head)?;
    let words: Vec<&str> = first.split(' ').collect();
    let &[method, url, version] = words.as_slice() else {
        return Ok(Err(Refusal(400, "This is not an HTTP request.")));
    };
    if !version.starts_with("HTTP/1.") || !url.is_ascii() || !url.starts_with('/') {
        return Ok(Err(Refusal(400, "This is not an HTTP/1.1 request for a path.")));
    }
    let (method, url) = (method.to_owned(), url.to_owned());
    let mut headers = Vec::new();
    loop {
        let line = line(&mut head)?;
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':') else {
            return Ok(Err(Refusal(400, "A header has no colon.")));
        };
        // Servers differ in what they make of `Content-Length : 5`.
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Ok(Err(Refusal(400, "A header's name is not a word.")));
        }
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    if head.limit() == 0 {
        return Ok(Err(Refusal(431, "The headers are too long.")));
    }
    let mut request = HttpRequest { method, url, headers, body: Vec::new() };
    let framing = match framing(&request) {
        Ok(framing) => framing,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if request.header("expect").is_some_and(|value| value.eq_ignore_ascii_case("100-continue")) {
        (&mut &*stream).write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    match framing {
        Framing::Length(length) => {
            let kept = length.min(BODY_LIMIT);
            reader.by_ref().take(kept).read_to_end(&mut request.body)?;
            if (request.body.len() as u64) < kept {
                return Ok(Err(Refusal(400, "The body broke off.")));
            }
        }
        Framing::Chunked => match chunked::read(reader, BODY_LIMIT)? {
            Ok(body) => request.body = body,
            Err(words) => return Ok(Err(Refusal(400, words))),
        },
    }
    Ok(Ok(request))
}

/// Where a body ends.
enum Framing {
    Length(u64),
    Chunked,
}

/// What says it twice is refused, for servers differ in which they believe.
fn framing(request: &HttpRequest) -> Result<Framing, Refusal> {
    let lengths: Vec<&str> = request.header_lines("content-length").collect();
    let codings: Vec<&str> = request.header_lines("transfer-encoding").collect();
    match (codings.as_slice(), lengths.as_slice()) {
        ([], []) => Ok(Framing::Length(0)),
        ([], [length]) if !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit()) => {
            length.parse().map(Framing::Length).map_err(|_| Refusal(400, "The body's length is not a number."))
        }
        ([], [_]) => Err(Refusal(400, "The body's length is not a number.")),
        ([], _) => Err(Refusal(400, "The body has more than one length.")),
        ([coding], []) if coding.eq_ignore_ascii_case("chunked") => Ok(Framing::Chunked),
        (_, []) => Err(Refusal(501, "Of transfer codings, only chunked is understood.")),
        _ => Err(Refusal(400, "The body has both a length and a transfer coding.")),
    }
}

/// Up to the next line break, without it; what is not UTF-8 is replaced.
fn line(head: &mut impl BufRead) -> io::Result<String> {
    let mut bytes = Vec::new();
    head.read_until(b'\n', &mut bytes)?;
    Ok(String::from_utf8_lossy(bytes.trim_ascii_end()).into_owned())
}

fn write(mut stream: &TcpStream, response: &HttpResponse, has_body: bool) -> io::Result<()> {
    let mut bytes = format!("HTTP/1.1 {} \r\nconnection: close\r\n", response.status).into_bytes();
    for (name, value) in &response.headers {
        // The length is written below, from the body itself.
        if name != "content-length" && !name.contains(['\r', '\n', ':']) && !value.contains(['\r', '\n']) {
            write!(bytes, "{name}: {value}\r\n")?;
        }
    }
    if response.status != 204 {
        write!(bytes, "content-length: {}\r\n", response.body.len())?;
    }
    bytes.extend_from_slice(b"\r\n");
    if has_body {
        bytes.extend_from_slice(&response.body);
    }
    stream.write_all(&bytes)
}

/// An answer of plain text.
pub fn text(status: u16, text: &str) -> HttpResponse {
    with_type(status, "text/plain; charset=utf-8", text.into())
}

/// An answer that says what it is.
pub fn with_type(status: u16, content_type: &str, body: Vec<u8>) -> HttpResponse {
    HttpResponse { status, headers: vec![("content-type".to_owned(), content_type.to_owned())], body }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the server says to `bytes`, when it answers requests with their method, path and body's length.
    fn exchange(bytes: &[u8]) -> String {
        let listener = Listener::bind(0).unwrap();
        let address = ("127.0.0.1", listener.port);
        listener.serve(|request| {
            assert_ne!(request.url, "/panic");
            text(200, &format!("{} {} {}", request.method, request.url, request.body.len()))
        });
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(bytes).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn requests_are_answered() {
        assert_eq!(
            exchange(b"PATCH /a?b=c HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"),
            "HTTP/1.1 200 \r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\n\
             content-length: 14\r\n\r\nPATCH /a?b=c 3"
        );
        assert!(exchange(b"HEAD / HTTP/1.1\r\n\r\n").ends_with("content-length: 8\r\n\r\n"));
    }

    #[test]
    fn bodies_come_in_chunks() {
        let head = b"PATCH / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n".as_slice();
        assert!(exchange(&[head, b"5;x=y\r\nabcde\r\n0\r\nA: b\r\n\r\n"].concat()).ends_with("PATCH / 5"));
        let long = [head, b"2DC6C0\r\n", &[b'x'; 3_000_000], b"\r\n0\r\n\r\n"].concat();
        assert!(exchange(&long).ends_with("PATCH / 1000000"));
    }

    #[test]
    fn a_long_body_is_cut_and_still_answered() {
        let mut request = b"PATCH / HTTP/1.1\r\nContent-Length: 3000000\r\n\r\n".to_vec();
        request.resize(request.len() + 3_000_000, b'x');
        assert!(exchange(&request).ends_with("PATCH / 1000000"));
    }

    #[test]
    fn odd_input_is_refused_with_words() {
        let long = [b"GET / HTTP/1.1\r\nx: ".as_slice(), &[b'x'; 70_000]].concat();
        for (bytes, answer) in [
            (b"".as_slice(), "400 | This is not an HTTP request."),
            (b"\x16\x03\x01\r\n\r\n", "400 | This is not an HTTP request."),
            (b"GET /\xff HTTP/1.1\r\n\r\n", "400 | This is not an HTTP/1.1 request for a path."),
            (b"GET * HTTP/1.1\r\n\r\n", "400 | This is not an HTTP/1.1 request for a path."),
            (b"GET / HTTP/1.1\r\nx\r\n\r\n", "400 | A header has no colon."),
            (b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "400 | The body's length is not a number."),
            (b"GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc", "400 | The body broke off."),
            (b"GET / HTTP/1.1\r\nContent-Length:\r\n\r\n", "400 | The body's length is not a number."),
            (b"GET / HTTP/1.1\r\nContent-Length: +1\r\n\r\nx", "400 | The body's length is not a number."),
            (b"GET / HTTP/1.1\r\nContent-Length: 1, 1\r\n\r\nx", "400 | The body's length is not a number."),
            (
                b"GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\nx",
                "400 | The body's length is not a number.",
            ),
            (
                b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
                "400 | The body has more than one length.",
            ),
            (b"GET / HTTP/1.1\r\nContent-Length : 1\r\n\r\nx", "400 | A header's name is not a word."),
            (b"GET / HTTP/1.1\r\nA: b\r\n c: d\r\n\r\n", "400 | A header's name is not a word."),
            (b"GET / HTTP/1.1\r\n: d\r\n\r\n", "400 | A header's name is not a word."),
            (b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "400 | The body broke off."),
            (
                b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "400 | A chunk's size is not a number in hexadecimal digits.",
            ),
            (
                b"GET / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "501 | Of transfer codings, only chunked is understood.",
            ),
            (
                b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "501 | Of transfer codings, only chunked is understood.",
            ),
            (
                b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "400 | The body has both a length and a transfer coding.",
            ),
            (&long, "431 | The headers are too long."),
            (b"GET /panic HTTP/1.1\r\n\r\n", "500 | The server met an error of its own; its terminal says which."),
        ] {
            let seen = exchange(bytes);
            let status = seen.split(' ').nth(1).unwrap_or_default();
            let body = seen.split_once("\r\n\r\n").map_or("", |(_, body)| body);
            assert_eq!(format!("{status} | {body}"), answer);
        }
    }
}
