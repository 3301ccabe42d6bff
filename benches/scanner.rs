//! The scanner alone: `cargo bench --bench scanner`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use livingdocs_media_library::json;
use std::hint::black_box;

mod inputs;

fn scanner(criterion: &mut Criterion) {
    let list = |element: &str| format!("[{}]", vec![element; 200].join(","));
    let texts = [
        ("example", inputs::example()),
        ("200 patches", inputs::patches(200)),
        ("200 captions, not ASCII", inputs::captions()),
        ("short strings", list(r#""title""#)),
        ("long strings", list(&format!("\"{}\"", "lake at dawn ".repeat(20)))),
        ("escapes", list(r#""a\n\"b\" caf\u00e9 \ud83d\ude00""#)),
        ("whole numbers", list("10000")),
        ("fractions", list("-12345.678901e-12")),
        ("objects", list(r#"{"a":{"b":{"c":true,"d":null}}}"#)),
        ("nested", format!("{}{}", "[".repeat(1_000), "]".repeat(1_000))),
    ];
    let mut group = criterion.benchmark_group("scanner");
    for (name, text) in &texts {
        assert!(json::parse(text.as_bytes()).is_ok(), "{name}");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), text.as_bytes(), |bencher, bytes| {
            bencher.iter(|| json::parse(black_box(bytes)).is_ok())
        });
    }
}

criterion_group!(benches, scanner);
criterion_main!(benches);
