use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use super::*;

fn mail() -> Mail {
    Mail {
        to: "ada@example.org".to_owned(),
        subject: "Grüße".to_owned(),
        text: "a line\n.\nanother\n".to_owned(),
    }
}

/// Takes one mail as an SMTP server does, and gives what it was sent.
async fn take_one(listener: TcpListener) -> String {
    let (stream, _) = listener.accept().await.unwrap();
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let mut sent = String::new();
    let mut in_data = false;
    writer.write_all(b"220 test\r\n").await.unwrap();
    while let Some(line) = lines.next_line().await.unwrap() {
        sent += &format!("{line}\n");
        let answer = match line.as_str() {
            "." if in_data => {
                in_data = false;
                "250 kept"
            }
            _ if in_data => continue,
            "DATA" => {
                in_data = true;
                "354 go on"
            }
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        writer.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
        if answer == "250 kept" {
            return sent;
        }
    }
    panic!("no mail came: {sent}");
}

#[tokio::test]
async fn a_mail_goes_to_a_mail_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let taken = tokio::spawn(take_one(listener));
    let from = "Thousandfold <no-reply@example.org>".to_owned();
    let mailer = ConfiguredMailer::new(&MailConfig::Smtp { url, from }).unwrap();
    mailer.send(&mail()).await.unwrap();
    let sent = taken.await.unwrap();
    for part in ["RCPT TO:<ada@example.org>", "From: Thousandfold", "a line\n..\nanother"] {
        assert!(sent.contains(part), "{part} in {sent}");
    }
}

#[tokio::test]
async fn a_mail_goes_into_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = ConfiguredMailer::new(&MailConfig::Folder(folder.path().to_owned())).unwrap();
    mailer.send(&mail()).await.unwrap();
    let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
    let text = std::fs::read_to_string(file.path()).unwrap();
    assert!(text.starts_with("To: ada@example.org\nSubject: Grüße\n\na line\n"), "{text}");
}

#[tokio::test]
async fn a_mail_server_that_is_away_is_an_error() {
    let from = "no-reply@example.org".to_owned();
    let url = "smtp://127.0.0.1:1".to_owned();
    let mailer = ConfiguredMailer::new(&MailConfig::Smtp { url, from }).unwrap();
    assert_eq!(mailer.send(&mail()).await.unwrap_err().engine, "mail");
    let wrong = MailConfig::Smtp { url: "http://x".to_owned(), from: "x@y".to_owned() };
    assert!(ConfiguredMailer::new(&wrong).is_err());
}
