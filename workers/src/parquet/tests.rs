//! Files that the crate's own writer makes, read back as items.

mod broken;
mod support;

use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::data_type::{
    BoolType, ByteArrayType, DoubleType, FixedLenByteArrayType, FloatType, Int32Type, Int64Type, Int96,
    Int96Type,
};
use parquet::file::properties::{WriterProperties, WriterVersion};

use support::{File, bytes, fixed, texts};

fn v1() -> WriterProperties {
    WriterProperties::builder().set_writer_version(WriterVersion::PARQUET_1_0).build()
}

fn v2() -> WriterProperties {
    WriterProperties::builder().set_writer_version(WriterVersion::PARQUET_2_0).build()
}

#[tokio::test]
async fn numbers_keep_every_digit() {
    let schema = "message m { required int64 long; required int64 unsigned (INTEGER(64, false));
        required int32 cents (DECIMAL(9, 2)); required fixed_len_byte_array(16) huge (DECIMAL(38, 3));
        required binary any (DECIMAL(40, 0)); required double d; required float f; required boolean b; }";
    let mut file = File::new(schema, v1());
    file.group(|columns| {
        columns.write::<Int64Type>(&[i64::MIN, 9_007_199_254_740_993], &[], &[]);
        columns.write::<Int64Type>(&[-1, 1], &[], &[]);
        columns.write::<Int32Type>(&[-5, 12_345], &[], &[]);
        let huge = [i128::MIN + 1, 99_999_999_999_999_999_999_999_999_999_999_999_999];
        columns.write::<FixedLenByteArrayType>(&huge.map(|n| fixed(&n.to_be_bytes())), &[], &[]);
        columns.write::<ByteArrayType>(&[bytes(&[0xff, 0x00]), bytes(&[])], &[], &[]);
        columns.write::<DoubleType>(&[f64::NAN, 0.1], &[], &[]);
        columns.write::<FloatType>(&[f32::INFINITY, 0.1], &[], &[]);
        columns.write::<BoolType>(&[true, false], &[], &[]);
    });
    let items = file.store().all().await.unwrap();
    let lines = [
        r#"{"long":-9223372036854775808,"unsigned":18446744073709551615,"cents":-0.05,"huge":-170141183460469231731687303715884105.727,"any":-256,"d":null,"f":null,"b":true}"#,
        r#"{"long":9007199254740993,"unsigned":1,"cents":123.45,"huge":99999999999999999999999999999999999.999,"any":0,"d":0.1,"f":0.1,"b":false}"#,
    ];
    assert_eq!(texts(items), lines);
}

#[tokio::test]
async fn times_are_written_as_people_and_programs_read_them() {
    let schema = "message m { required int32 day (DATE); required int32 clock (TIME(MILLIS, true));
        required int64 ms (TIMESTAMP_MILLIS); required int64 us (TIMESTAMP(MICROS, true));
        required int64 ns (TIMESTAMP(NANOS, true)); required int64 there (TIMESTAMP(MILLIS, false));
        required int96 old; }";
    let mut file = File::new(schema, v1());
    file.group(|columns| {
        columns.write::<Int32Type>(&[0, -1], &[], &[]);
        columns.write::<Int32Type>(&[0, 86_399_500], &[], &[]);
        columns.write::<Int64Type>(&[0, -1], &[], &[]);
        columns.write::<Int64Type>(&[1_700_000_000_000_001, 0], &[], &[]);
        columns.write::<Int64Type>(&[1_700_000_000_000_000_001, 0], &[], &[]);
        columns.write::<Int64Type>(&[1_700_000_000_500, 0], &[], &[]);
        let mut noon = Int96::new();
        noon.set_data(1, 0, 2_440_588);
        columns.write::<Int96Type>(&[noon, noon], &[], &[]);
    });
    let items = texts(file.store().all().await.unwrap());
    assert_eq!(
        items[0],
        r#"{"day":"1970-01-01","clock":"00:00:00","ms":"1970-01-01T00:00:00Z","us":"2023-11-14T22:13:20.000001Z","ns":"2023-11-14T22:13:20.000000001Z","there":"2023-11-14T22:13:20.500","old":"1970-01-01T00:00:00.000000001Z"}"#
    );
    assert!(
        items[1].contains(r#""day":"1969-12-31","clock":"23:59:59.500","ms":"1969-12-31T23:59:59.999Z""#)
    );
}

#[tokio::test]
async fn text_is_text_and_other_bytes_are_base64() {
    let schema = "message m { optional binary text (STRING); required binary raw;
        required fixed_len_byte_array(16) id (UUID); required fixed_len_byte_array(2) half (FLOAT16); }";
    let mut file = File::new(schema, v1());
    file.group(|columns| {
        columns.write::<ByteArrayType>(&[bytes("a\"ü\n".as_bytes()), bytes(b"\xff")], &[1, 0, 1], &[]);
        columns.write::<ByteArrayType>(&[bytes(b"\x00\xff"), bytes(b""), bytes(b"")], &[], &[]);
        columns.write::<FixedLenByteArrayType>(
            &[fixed(&[7; 16]), fixed(&[0; 16]), fixed(&[0; 16])],
            &[],
            &[],
        );
        let halves = [0x3c00_u16, 0xc100, 0x7e00].map(|half| fixed(&half.to_le_bytes()));
        columns.write::<FixedLenByteArrayType>(&halves, &[], &[]);
    });
    let items = file.store().all().await.unwrap();
    assert_eq!(items[2].as_ref().unwrap_err().class, "invalid_utf8");
    assert_eq!(
        texts(items[..2].to_vec()),
        [
            r#"{"text":"a\"ü\n","raw":"AP8=","id":"07070707-0707-0707-0707-070707070707","half":1.0}"#,
            r#"{"text":null,"raw":"","id":"00000000-0000-0000-0000-000000000000","half":-2.5}"#,
        ]
    );
}

const NESTED: &str = "message m {
    optional group list (LIST) { repeated group list { optional int32 element; } }
    optional group person { required binary name (STRING); optional group tags (LIST) {
        repeated group list { required binary element (STRING); } } }
    optional group prices (MAP) { repeated group key_value { required int32 key; optional int64 value; } }
    optional group matrix (LIST) { repeated group list { optional group element (LIST) {
        repeated group list { required int32 element; } } } }
    repeated int32 bare;
    required int32 last; }";

fn nested(properties: WriterProperties) -> File {
    let mut file = File::new(NESTED, properties);
    file.group(|columns| {
        columns.write::<Int32Type>(&[1, 2], &[3, 2, 3, 1, 0], &[0, 1, 1, 0, 0]);
        columns.write::<ByteArrayType>(&[bytes(b"Ada"), bytes(b"Bob")], &[1, 1, 0], &[]);
        columns.write::<ByteArrayType>(&[bytes(b"x"), bytes(b"y")], &[3, 3, 1, 0], &[0, 1, 0, 0]);
        columns.write::<Int32Type>(&[7, 8], &[2, 2, 1, 0], &[0, 1, 0, 0]);
        columns.write::<Int64Type>(&[70], &[3, 2, 1, 0], &[0, 1, 0, 0]);
        let defs = [4, 4, 3, 2, 4, 1, 0];
        columns.write::<Int32Type>(&[1, 2, 3], &defs, &[0, 2, 1, 1, 1, 0, 0]);
        columns.write::<Int32Type>(&[5, 6], &[1, 1, 0, 0], &[0, 1, 0, 0]);
        columns.write::<Int32Type>(&[1, 2, 3], &[], &[]);
    });
    file
}

#[tokio::test]
async fn nested_values_are_nested() {
    for properties in [v1(), v2()] {
        let items = nested(properties).store().all().await.unwrap();
        assert_eq!(
            texts(items),
            [
                r#"{"list":[1,null,2],"person":{"name":"Ada","tags":["x","y"]},"prices":{"7":70,"8":null},"matrix":[[1,2],[],null,[3]],"bare":[5,6],"last":1}"#,
                r#"{"list":[],"person":{"name":"Bob","tags":null},"prices":{},"matrix":[],"bare":[],"last":2}"#,
                r#"{"list":null,"person":null,"prices":null,"matrix":null,"bare":[],"last":3}"#,
            ]
        );
    }
}

/// Rows whose number, text and list tell which they are; the list of row n has n % 4 elements.
fn many(rows: i32, properties: WriterProperties) -> File {
    let schema = "message m { required int32 n; optional binary t (STRING); repeated int32 l; }";
    let mut file = File::new(schema, properties);
    for group in 0..2 {
        let numbers: Vec<i32> = (group * rows..(group + 1) * rows).collect();
        file.group(|columns| {
            columns.write::<Int32Type>(&numbers, &[], &[]);
            let texts: Vec<_> = numbers
                .iter()
                .filter(|n| *n % 3 > 0)
                .map(|n| bytes(format!("t{}", n % 100).as_bytes()))
                .collect();
            let defs: Vec<i16> = numbers.iter().map(|n| (n % 3 > 0).into()).collect();
            columns.write::<ByteArrayType>(&texts, &defs, &[]);
            let (mut values, mut defs, mut reps) = (vec![], vec![], vec![]);
            for n in &numbers {
                for place in 0..(n % 4).max(1) {
                    reps.push((place > 0).into());
                    defs.push((n % 4 > 0).into());
                    values.extend((n % 4 > 0).then_some(*n));
                }
            }
            columns.write::<Int32Type>(&values, &defs, &reps);
        });
    }
    file
}

fn line(n: i32) -> String {
    let text = if n % 3 > 0 { format!("\"t{}\"", n % 100) } else { "null".to_owned() };
    let list = vec![n.to_string(); usize::try_from(n % 4).unwrap()].join(",");
    format!(r#"{{"n":{n},"t":{text},"l":[{list}]}}"#)
}

#[tokio::test]
async fn rows_in_the_middle_are_found_in_files_of_every_kind() {
    let gzip = Compression::GZIP(GzipLevel::default());
    let zstd = Compression::ZSTD(ZstdLevel::default());
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, gzip, zstd, Compression::LZ4_RAW] {
        for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
            let properties = WriterProperties::builder()
                .set_compression(compression)
                .set_writer_version(version)
                .set_data_page_row_count_limit(100)
                .set_write_batch_size(50)
                .set_offset_index_disabled(true);
            let store = many(1_000, properties.build()).store();
            for (first, rows) in [(0, 3), (99, 2), (617, 250), (999, 1), (0, 1_000)] {
                let items = store.rows(1, first, rows, None).await.unwrap();
                let expected: Vec<_> =
                    (first..first + rows).map(|n| line(1_000 + i32::try_from(n).unwrap())).collect();
                assert_eq!(texts(items), expected, "{compression} {version:?} from {first}");
            }
        }
    }
}

#[tokio::test]
async fn only_the_columns_that_are_asked_for_are_read() {
    let schema = "message m { required binary large (STRING); required int32 small; optional int32 other; }";
    let properties = WriterProperties::builder().set_dictionary_enabled(false).build();
    let mut file = File::new(schema, properties);
    file.group(|columns| {
        let large: Vec<_> = (0..40).map(|_| bytes(&vec![b'x'; 1 << 20])).collect();
        columns.write::<ByteArrayType>(&large, &[], &[]);
        columns.write::<Int32Type>(&(0..40).collect::<Vec<_>>(), &[], &[]);
        columns.write::<Int32Type>(&[], &[0; 40], &[]);
    });
    let store = file.store();

    let items = store.rows(0, 38, 2, Some(&["other", "small"])).await.unwrap();

    assert_eq!(texts(items), [r#"{"small":38,"other":null}"#, r#"{"small":39,"other":null}"#]);
    assert!(
        store.reads() <= 2,
        "of 6 blocks, those with the footer and the small columns are all that is needed"
    );
    let too_long = store.rows(0, 0, 1, None).await.unwrap();
    assert!(too_long[0].as_ref().unwrap_err().message.contains("large"));
}
