//! Files that are cut short, damaged or made to do harm: an error each, and no panic and no more memory than allowed.

use parquet::data_type::{ByteArrayType, Int32Type};
use parquet::file::properties::WriterProperties;

use super::support::{File, Store, bytes};
use super::{many, nested, v1, v2};

#[tokio::test]
async fn a_file_that_is_cut_short_is_an_error() {
    let whole = nested(v1()).bytes();
    for length in 0..whole.len() {
        let error = Store::new(whole[..length].to_vec()).all().await.unwrap_err().to_string();
        assert!(error.contains("cut short") || error.contains("damaged"), "{length}: {error}");
    }
}

#[tokio::test]
async fn any_damaged_byte_is_survived() {
    // What is said of a panic that is contained is of no use here.
    std::panic::set_hook(Box::new(|_| {}));
    let mut wrong = 0;
    for whole in [nested(v1()).bytes(), nested(v2()).bytes()] {
        for place in 0..whole.len() {
            for flip in [0x01, 0x80, 0xff] {
                let mut damaged = whole.clone();
                damaged[place] ^= flip;
                wrong += usize::from(Store::new(damaged).all().await.is_err());
            }
        }
    }
    let _ = std::panic::take_hook();
    assert!(wrong > 1_000, "{wrong} errors only");
}

#[tokio::test]
async fn a_row_group_that_has_fewer_rows_than_are_wanted_is_an_error() {
    let store = many(100, v1()).store();
    let error = store.rows(0, 50, 100, None).await.unwrap_err().to_string();
    assert!(error.contains("early"), "{error}");
    let error = store.rows(2, 0, 1, None).await.unwrap_err().to_string();
    assert!(error.contains("row group 2"), "{error}");
}

#[tokio::test]
async fn an_encrypted_file_is_an_error_that_says_so() {
    let mut file = nested(v1()).bytes();
    let length = file.len();
    file[length - 4..].copy_from_slice(b"PARE");
    let error = Store::new(file).all().await.unwrap_err().to_string();
    assert!(error.contains("encrypted"), "{error}");
}

#[tokio::test]
async fn a_short_file_of_endless_text_does_not_become_endless_items() {
    let schema = "message m { required binary t (STRING); }";
    let mut file = File::new(
        schema,
        WriterProperties::builder().set_compression(parquet::basic::Compression::SNAPPY).build(),
    );
    file.group(|columns| columns.write::<ByteArrayType>(&vec![bytes(&vec![b'x'; 900 << 10]); 100], &[], &[]));
    let bytes = file.bytes();
    assert!(bytes.len() < 1 << 20, "a dictionary makes it short: {}", bytes.len());

    let items = Store::new(bytes).rows(0, 0, 100, None).await.unwrap();

    let (good, bad): (Vec<_>, Vec<_>) = items.into_iter().partition(Result::is_ok);
    assert!(good.iter().map(|item| item.as_ref().unwrap().len()).sum::<usize>() <= 64 << 20);
    assert!(bad[0].as_ref().unwrap_err().message.contains("batch_size"));
}

#[tokio::test]
async fn a_row_of_endless_values_is_stopped() {
    let schema = "message m { repeated int32 n; }";
    let properties = WriterProperties::builder()
        .set_writer_version(parquet::file::properties::WriterVersion::PARQUET_1_0)
        .set_data_page_size_limit(1 << 10);
    let mut file = File::new(schema, properties.build());
    let count = 9 << 20;
    file.group(|columns| {
        let reps: Vec<i16> = (0..count).map(|n| (n > 0).into()).collect();
        columns.write::<Int32Type>(&vec![7; count], &vec![1; count], &reps);
    });
    let error = file.store().rows(0, 0, 1, None).await.unwrap_err().to_string();
    assert!(error.contains("more than 8388608 values"), "{error}");
}
