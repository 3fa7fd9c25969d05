//! Where IP addresses are, by a database in MaxMind's format.
//! <https://learn.microsoft.com/kusto/query/geo-info-from-ip-address-function>

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use datafusion::common::Result;
use lurcher_symbols::values::dynamic::{write_real, write_text};
use maxminddb::{Reader, geoip2};

/// A database in memory.
type Database = Arc<Reader<Vec<u8>>>;

/// The databases that were read, by their paths: a file is read once a process.
static OPEN: LazyLock<Mutex<HashMap<String, Database>>> = LazyLock::new(Mutex::default);

/// The database in that file.
///
/// # Errors
/// The file cannot be read, or is no database.
pub fn open(path: &str) -> Result<Database> {
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(database) = open.get(path) {
        return Ok(Arc::clone(database));
    }
    match Reader::open_readfile(path) {
        Ok(reader) => Ok(Arc::clone(open.entry(path.to_owned()).or_insert(Arc::new(reader)))),
        Err(cause) => refuse!("geo_info_from_ip_address(): '{path}' cannot be used: {cause}"),
    }
}

/// Writes what is known of an address as a property bag; `false` where it is no address or nothing is known.
pub fn write_place(database: &Reader<Vec<u8>>, address: &str, out: &mut String) -> bool {
    let Ok(address) = address.trim().parse::<IpAddr>() else { return false };
    let Ok(Some(place)) = database.lookup(address).and_then(|found| found.decode::<geoip2::City<'_>>()) else {
        return false;
    };
    let state = place.subdivisions.first().and_then(|state| state.names.english);
    let names = [("country", place.country.names.english), ("state", state), ("city", place.city.names.english)];
    let numbers = [("latitude", place.location.latitude), ("longitude", place.location.longitude)];
    let key = |name: &str, out: &mut String| {
        out.push(if out.is_empty() { '{' } else { ',' });
        out.push('"');
        out.push_str(name);
        out.push_str("\":");
    };
    for (name, value) in names {
        if let Some(value) = value {
            key(name, out);
            write_text(out, value);
        }
    }
    for (name, value) in numbers {
        if let Some(value) = value {
            key(name, out);
            write_real(out, value);
        }
    }
    if out.is_empty() {
        return false;
    }
    out.push('}');
    true
}
