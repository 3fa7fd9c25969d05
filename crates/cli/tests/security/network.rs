//! URLs only where allowed, redirects too; and no secret of a URL in a message.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::support::{Folder, command, lurcher};

/// A server that answers everything so, and how often it was asked.
fn serve(answer: impl Into<Vec<u8>>) -> (String, Arc<AtomicUsize>) {
    let answer = answer.into();
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = server.local_addr().expect("its address").to_string();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    thread::spawn(move || {
        for client in server.incoming() {
            let Ok(mut client) = client else { return };
            count.fetch_add(1, Ordering::SeqCst);
            let mut request = [0; 4096];
            // Whoever goes away early is no concern of the server's.
            let _ = client.read(&mut request);
            let _ = client.write_all(&answer);
        }
    });
    (address, asked)
}

fn content(text: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}", text.len())
}

fn redirect(target: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nlocation: {target}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
}

fn read(address: &str) -> String {
    format!("externaldata(a:long)['http://{address}/a.csv?sig=TOPSECRET']")
}

#[test]
fn nobody_is_asked_unless_that_is_allowed() {
    let (address, asked) = serve(content("1\n"));
    lurcher(&["query", &read(&address)]).fails_with(&["externaldata needs the network", "--allow-network"]);
    lurcher(&["query", "--allow-network=feeds.example,*.example", &read(&address)])
        .fails_with(&["the host '127.0.0.1' is not allowed", "--allow-network=127.0.0.1"]);
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    for allowed in ["--allow-network", "--allow-network=feeds.example,127.0.0.1"] {
        assert_eq!(lurcher(&["query", allowed, "--format", "csv", &read(&address)]).ok(), "a\n1\n");
    }
    // Nothing that only looks at a query asks either.
    lurcher(&["explain", &read(&address)]);
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[test]
fn redirects_lead_to_allowed_hosts_only() {
    let (inner, asked) = serve(content("7\n"));
    let port = inner.rsplit(':').next().expect("a port");
    let (outer, _) = serve(redirect(&format!("http://localhost:{port}/inner?sig=TOPSECRET")));
    lurcher(&["query", "--allow-network=127.0.0.1", &read(&outer)])
        .fails_with(&["the host 'localhost' is not allowed"]);
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    let allowed = "--allow-network=127.0.0.1,localhost";
    assert_eq!(lurcher(&["query", allowed, "--format", "csv", &read(&outer)]).ok(), "a\n7\n");
    for target in ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1/"] {
        let (server, _) = serve(redirect(target));
        lurcher(&["query", "--allow-network", &read(&server)]).fails_with(&["is not read over the network"]);
    }
    let (circle, asked) = serve(redirect("/again"));
    lurcher(&["query", "--allow-network", &read(&circle)]).fails_with(&["more than 5 redirects"]);
    assert!(asked.load(Ordering::SeqCst) < 10);
}

#[test]
fn the_signature_of_a_url_is_in_no_message() {
    let (missing, _) = serve("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned());
    let (nowhere, _) = serve(redirect("http://[bad?sig=TOPSECRET"));
    for (address, arguments) in
        [(&missing, "--allow-network"), (&nowhere, "--allow-network"), (&missing, "--no-progress")]
    {
        let run = lurcher(&["query", arguments, &read(address)]);
        assert_eq!(run.code, Some(1), "{run:#?}");
        assert!(!run.stderr.contains("TOPSECRET") && !run.stdout.contains("TOPSECRET"), "{run:#?}");
    }
}

#[test]
fn parquet_is_kept_on_disk_while_it_is_read() {
    let folder = Folder::with(&[]);
    let file = folder.file("a.parquet");
    lurcher(&["query", "--output", &file.display().to_string(), "range x from 1 to 3 step 1"]).ok();
    let bytes = std::fs::read(&file).expect("a file");
    let mut answer = content("").replace("length: 0", &format!("length: {}", bytes.len())).into_bytes();
    answer.extend(bytes);
    let (address, _) = serve(answer);
    let temporary = Folder::with(&[]);
    let kql = format!("externaldata(x:long)['http://{address}/a.parquet'] | summarize sum(x)");
    let output =
        command().args(["query", "--allow-network", "--format", "csv", &kql]).env("TMPDIR", temporary.path()).output();
    let output = output.expect("the program starts");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "sum_x\n6\n", "{output:?}");
    assert_eq!(std::fs::read_dir(temporary.path()).expect("the folder").count(), 0);
}
