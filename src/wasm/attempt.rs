//! One attempt: token, request, `fetch`, body. Whatever the caller's functions do, it ends in an [`Ending`].

use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array, WeakMap};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal};

use super::deadline::{Deadline, Interruption, follow};
use crate::http::{HttpRequest, HttpResponse};
use crate::response::Shape;

#[wasm_bindgen]
extern "C" {
    /// Whatever `fetch` gave: not always an instance of this realm's Response.
    pub type ResponseLike;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn status(this: &ResponseLike) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn headers(this: &ResponseLike) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn body(this: &ResponseLike) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = arrayBuffer)]
    fn array_buffer(this: &ResponseLike) -> Result<JsValue, JsValue>;

    /// A Uint8Array whose constructor may throw, as it does for some of what is no buffer.
    type Bytes;
    #[wasm_bindgen(constructor, js_class = "Uint8Array", catch)]
    fn new(buffer: &JsValue) -> Result<Bytes, JsValue>;

    type HeadersLike;
    #[wasm_bindgen(method, structural, catch)]
    fn get(this: &HeadersLike, name: &str) -> Result<JsValue, JsValue>;
}

/// The headers that the client reads.
const READ_HEADERS: [&str; 2] = ["retry-after", "retry-after-ms"];

/// Where tokens come from.
pub enum Token {
    Text(String),
    Ask(Function),
}

/// How an attempt ended.
pub enum Ending {
    /// An answer; `raw` is what `fetch` gave.
    Answer { response: HttpResponse, raw: JsValue },
    /// No answer: what `fetch` did instead.
    NoAnswer(JsValue),
    /// The time ran out.
    TimedOut,
    /// The caller's signal was aborted, or a function of the caller's threw: the call ends with this very value.
    Thrown(JsValue),
}

impl From<Interruption> for Ending {
    fn from(interruption: Interruption) -> Self {
        match interruption {
            Interruption::Aborted(reason) => Self::Thrown(reason),
            Interruption::TimedOut => Self::TimedOut,
        }
    }
}

impl Token {
    /// The token to send now.
    pub async fn get(&self, deadline: &Deadline) -> Result<String, Ending> {
        let ask = match self {
            Self::Text(token) => return Ok(token.clone()),
            Self::Ask(ask) => ask,
        };
        let answer = ask.call0(&JsValue::UNDEFINED).map_err(Ending::Thrown)?;
        let token = deadline.race(&Promise::resolve(&answer)).await?.map_err(Ending::Thrown)?;
        match token.as_string() {
            Some(token) if is_token(&token) => Ok(token),
            _ => Err(Ending::Thrown(
                js_sys::TypeError::new("token: the function must return a non-empty string of visible ASCII").into(),
            )),
        }
    }
}

/// Whether `token` may stand in a header.
pub fn is_token(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Sends `request` once.
pub async fn send(
    request: &HttpRequest,
    token: &str,
    shape: Option<Shape>,
    fetch: Option<&Function>,
    signal: Option<&AbortSignal>,
    deadline: &Deadline,
) -> Ending {
    let controller = match AbortController::new() {
        Ok(controller) => controller,
        Err(cause) => return Ending::NoAnswer(cause),
    };
    let image_signal = signal.filter(|_| shape.is_none());
    let either = image_signal.and_then(|signal| any_signal(signal, &controller.signal()));
    let request_signal = either.clone().unwrap_or_else(|| controller.signal());
    let ending = match build(request, token, &request_signal) {
        Ok(request) => {
            let ending = match fetch_answer(&request, fetch, deadline).await {
                Ok(raw) => match shape {
                    Some(shape) => read(raw, shape, &controller, deadline).await,
                    None => read_image_status(raw, &controller, deadline).await,
                },
                Err(ending) => ending,
            };
            keep_with_body(request, &ending, shape);
            ending
        }
        Err(cause) => Ending::NoAnswer(cause),
    };
    match &ending {
        Ending::Thrown(reason) => controller.abort_with_reason(reason),
        Ending::TimedOut => controller.abort(),
        // The caller reads the image's body, and may abort that too.
        Ending::Answer { response: HttpResponse { status: 200..300, .. }, .. } => {
            if let (Some(signal), None) = (image_signal, either) {
                follow(&controller, signal);
            }
        }
        Ending::Answer { .. } | Ending::NoAnswer(_) => {}
    }
    ending
}

/// A signal that is aborted when either is, and that neither holds on to; None in runtimes without `AbortSignal.any`.
fn any_signal(signal: &AbortSignal, other: &AbortSignal) -> Option<AbortSignal> {
    let class = Reflect::get(&js_sys::global(), &JsValue::from_str("AbortSignal")).ok()?;
    let any = Reflect::get(&class, &JsValue::from_str("any")).ok()?;
    let either = any.dyn_ref::<Function>()?.call1(&class, &Array::of2(signal, other)).ok()?;
    Some(either.unchecked_into())
}

thread_local! {
    /// The requests of images, by their bodies. Node holds a Request's signal weakly: were the Request collected, an
    /// abort would no longer reach the body.
    static REQUESTS: WeakMap = WeakMap::new();
}

/// Keeps `request` for as long as somebody may read the image's body.
fn keep_with_body(request: web_sys::Request, ending: &Ending, shape: Option<Shape>) {
    if let (None, Ending::Answer { raw, .. }) = (shape, ending)
        && let Ok(body) = raw.unchecked_ref::<ResponseLike>().body()
        && body.is_object()
    {
        REQUESTS.with(|requests| requests.set(body.unchecked_ref(), &request));
    }
}

async fn fetch_answer(
    request: &web_sys::Request,
    fetch: Option<&Function>,
    deadline: &Deadline,
) -> Result<JsValue, Ending> {
    let global;
    let fetch = match fetch {
        Some(fetch) => fetch,
        None => {
            global = Reflect::get(&js_sys::global(), &JsValue::from_str("fetch")).map_err(Ending::NoAnswer)?;
            global.dyn_ref::<Function>().ok_or_else(|| {
                Ending::NoAnswer(js_sys::TypeError::new("this runtime has no fetch; give one as an option").into())
            })?
        }
    };
    let answer = fetch.call1(&JsValue::UNDEFINED, request).map_err(Ending::NoAnswer)?;
    deadline.race(&Promise::resolve(&answer)).await?.map_err(Ending::NoAnswer)
}

/// gloo-net builds the request; it is not let near `fetch`, see the design notes in CONTRIBUTING.md.
fn build(request: &HttpRequest, token: &str, signal: &AbortSignal) -> Result<web_sys::Request, JsValue> {
    let method = if request.method == "PATCH" { Method::PATCH } else { Method::GET };
    let mut builder = RequestBuilder::new(&request.url).method(method).abort_signal(Some(signal));
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    builder = builder.header("authorization", &format!("Bearer {token}"));
    let built =
        if request.body.is_empty() { builder.build() } else { builder.body(Uint8Array::from(request.body.as_slice())) };
    match built {
        Ok(request) => Ok(request.into()),
        Err(error) => Err(js_sys::Error::new(&error.to_string()).into()),
    }
}

/// Reads what came, as far as it can be read.
async fn read(raw: JsValue, shape: Shape, controller: &AbortController, deadline: &Deadline) -> Ending {
    let response: &ResponseLike = raw.unchecked_ref();
    let Some(status) = status_of(&raw) else { return not_a_response(raw) };
    let body = match response.array_buffer() {
        Ok(body) => deadline.race(&Promise::resolve(&body)).await,
        Err(cause) => Ok(Err(cause)),
    };
    // Where the status alone decides, a body that breaks off changes nothing.
    let body_matters = (200..300).contains(&status) && shape != Shape::Any;
    let body = match body.map(|body| body.and_then(|buffer| bytes_of(&buffer))) {
        Ok(Ok(bytes)) => bytes,
        Err(Interruption::Aborted(reason)) => return Ending::Thrown(reason),
        Ok(Err(cause)) if body_matters => return Ending::NoAnswer(cause),
        Err(Interruption::TimedOut) if body_matters => return Ending::TimedOut,
        Ok(Err(_)) => Vec::new(),
        Err(Interruption::TimedOut) => {
            // Nobody waits for the rest of it.
            controller.abort();
            Vec::new()
        }
    };
    let response = HttpResponse { status, headers: headers_of(response), body };
    Ending::Answer { response, raw }
}

/// An image's body is the caller's to read; that of an error is read here.
async fn read_image_status(raw: JsValue, controller: &AbortController, deadline: &Deadline) -> Ending {
    match status_of(&raw) {
        Some(status @ 200..300) => {
            let response = HttpResponse { status, headers: Vec::new(), body: Vec::new() };
            Ending::Answer { response, raw }
        }
        _ => read(raw, Shape::Any, controller, deadline).await,
    }
}

/// What `arrayBuffer()` gave, which a foreign Response may have got wrong.
fn bytes_of(buffer: &JsValue) -> Result<Vec<u8>, JsValue> {
    if !buffer.is_object() {
        return Err(js_sys::TypeError::new("arrayBuffer() resolved to something that is not an ArrayBuffer").into());
    }
    let bytes = Bytes::new(buffer)?;
    Ok(bytes.unchecked_ref::<Uint8Array>().to_vec())
}

fn status_of(raw: &JsValue) -> Option<u16> {
    if !raw.is_object() {
        return None;
    }
    let status = raw.unchecked_ref::<ResponseLike>().status().ok()?.as_f64()?;
    // 0 is that of an opaque answer.
    (200.0..1_000.0).contains(&status).then_some(status as u16)
}

fn not_a_response(raw: JsValue) -> Ending {
    let error = js_sys::TypeError::new("fetch resolved to something that is not a Response");
    // Kept for whoever looks into it; an object that is not frozen takes the property.
    let _ = Reflect::set(&error, &JsValue::from_str("cause"), &raw);
    Ending::NoAnswer(error.into())
}

fn headers_of(response: &ResponseLike) -> Vec<(String, String)> {
    let Ok(headers) = response.headers() else { return Vec::new() };
    if !headers.is_object() {
        return Vec::new();
    }
    let headers: &HeadersLike = headers.unchecked_ref();
    let value = |name: &str| headers.get(name).ok().and_then(|value| value.as_string());
    READ_HEADERS.iter().filter_map(|name| Some(((*name).to_owned(), value(name)?))).collect()
}
