# The everyday commands; `just` lists them. Each is plain cargo or python underneath.

# Where cargo builds.
target := env("CARGO_TARGET_DIR", justfile_directory() / "target")
# A folder with conformance/ and bench/ beside the project.
shared := env("LURCHER_SHARED", justfile_directory() / "../shared")

_list:
    @just --list --unsorted

# Build the optimised binary.
build:
    cargo build --release --package lurcher

# Run all tests; arguments go to cargo (`just test --package lurcher-binder`).
test *ARGS:
    cargo test --workspace {{ARGS}}

# Run the semantic cases whose file or heading holds a text (`just cases summarize`).
cases FILTER="":
    cargo run --quiet --package lurcher -- test {{FILTER}}

# Write the pages of docs that come from the code: what is supported, the reference of the functions, and the command line.
docs:
    cargo run --quiet --package lurcher-testing --example make_docs
    UPDATE_DOCS=1 cargo test --quiet --package lurcher --test documentation

# Check the format, lint, and what is in Cargo.lock.
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- --deny warnings
    cargo deny check

# Run our hunting queries over the demo workspace.
hunt: build
    {{target}}/release/lurcher run queries/hunting --workspace data

# Score the build against the answers of the real engine; arguments go to run.py (`just conformance --area joins --show 5`).
conformance *ARGS: build
    python3 {{shared}}/conformance/run.py --target cli:{{target}}/release/lurcher {{ARGS}}

# Time the build beside DuckDB and ClickHouse over 10 million rows in DIR, which are made if there are none.
bench DIR *ARGS: build
    test -e {{DIR}} || python3 {{shared}}/bench/make_data.py {{DIR}}
    python3 {{shared}}/bench/bench.py {{DIR}} --lurcher {{target}}/release/lurcher {{ARGS}}
