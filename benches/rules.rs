//! Whole verdicts, scanner and rules: `cargo bench --bench rules`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use livingdocs_media_library::issue::Packed;
use livingdocs_media_library::validate::{Configuration, Options, Validator};
use std::hint::black_box;
use std::sync::Arc;

mod inputs;

fn valid(criterion: &mut Criterion) {
    let validator = Validator::default();
    let texts = [
        ("one small patch", inputs::patches(1)),
        ("example", inputs::example()),
        ("200 patches", inputs::patches(200)),
        ("200 captions, not ASCII", inputs::captions()),
        ("200 patches, operation last", inputs::operation_last(200)),
        ("200 nested values", inputs::nested()),
        ("5000 patches", inputs::patches(5_000)),
    ];
    let mut group = criterion.benchmark_group("valid");
    for (name, text) in &texts {
        assert!(validator.validate(text.as_bytes()).is_empty(), "{name}");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), text.as_bytes(), |bencher, bytes| {
            bencher.iter(|| validator.validate(black_box(bytes)).len())
        });
    }
}

/// Usage log entries, with the project's purposes.
fn purposes(criterion: &mut Criterion) {
    let purposes =
        Configuration::from_json(format!("{{\"usagePurposes\":{}}}", inputs::PURPOSES).as_bytes()).expect("purposes");
    let validator = Validator::new(Options { configuration: Some(Arc::new(purposes)), ..Options::default() });
    let text = inputs::entries();
    assert!(validator.validate(text.as_bytes()).is_empty());
    criterion.bench_function("purposes/200 entries", |bencher| {
        bencher.iter(|| validator.judge(black_box(text.as_bytes())).issues.len())
    });
}

/// Texts of metadata, without the project's media types, and with them.
fn media_types(criterion: &mut Criterion) {
    let types = Configuration::from_json(format!("{{\"mediaTypes\":{}}}", inputs::MEDIA_TYPES).as_bytes())
        .expect("media types");
    let text = inputs::texts();
    let mut group = criterion.benchmark_group("200 texts");
    for (name, configuration) in [("without media types", None), ("with media types", Some(Arc::new(types)))] {
        let validator = Validator::new(Options { configuration, ..Options::default() });
        assert!(validator.validate(text.as_bytes()).is_empty(), "{name}");
        group.bench_function(name, |bencher| bencher.iter(|| validator.judge(black_box(text.as_bytes())).issues.len()));
    }
}

/// With the issues written as they cross into JavaScript.
fn faulty(criterion: &mut Criterion) {
    let validator = Validator::default();
    let text = inputs::faulty();
    assert_eq!(validator.validate(text.as_bytes()).len(), 100);
    criterion.bench_function("faulty/100 faults", |bencher| {
        bencher.iter(|| {
            let mut issues = Packed::default();
            validator.judge_into(black_box(text.as_bytes()), &mut issues, None);
            issues.into_parts().0.len()
        })
    });
}

criterion_group!(benches, valid, purposes, media_types, faulty);
criterion_main!(benches);
