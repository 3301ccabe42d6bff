//! The two entries that the API reference shows.

use serde_json::{Map, Value, json};

const DATE: &str = "2020-12-27T09:19:00.928Z";

/// `asze63i9` and `2er11b3i`.
pub fn entries() -> Vec<Map<String, Value>> {
    vec![
        image("asze63i9", "https://livingdocs.io/img.jpg", "An Image"),
        image("2er11b3i", "https://livingdocs.io/img2.jpg", "An Other Image"),
    ]
}

fn image(id: &str, url: &str, title: &str) -> Map<String, Value> {
    Map::from_iter(
        [
            ("id", id.into()),
            ("version", 1.into()),
            ("mediaType", "image".into()),
            ("asset", json!({"url": url, "mimeType": "image/jpeg", "width": 1600, "height": 900, "size": 21000})),
            ("metadata", json!({"title": title})),
            ("createdAt", DATE.into()),
            ("updatedAt", DATE.into()),
        ]
        .map(|(name, value): (&str, Value)| (name.to_owned(), value)),
    )
}
