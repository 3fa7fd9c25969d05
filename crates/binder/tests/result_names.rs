//! How columns are called. The expectations are those of Microsoft's binder.

mod support;

use support::columns;

#[test]
fn expressions() {
    assert_eq!(columns("print 1, 'a'"), "print_0:long, print_1:string");
    assert_eq!(columns("print x = 1, 2"), "x:long, print_1:long");
    assert_eq!(columns("Flows | project Port, Bytes + 1, strlen(Host)"), "Port:int, Column1:long, strlen_Host:long");
    assert_eq!(columns("Flows | project tolower(Host), bin(Bytes, 10)"), "Column1:string, Bytes:long");
    assert_eq!(columns("Flows | project Port | extend Bytes = 1, 2"), "Port:int, Bytes:long, Column1:long");
    assert_eq!(
        columns("Open | project A.b, A['c'], A[0], A.b.c"),
        "A_b:dynamic, A_c:dynamic, A_0:dynamic, A_b_c:dynamic"
    );
}

#[test]
fn an_extended_column_stays_in_its_place() {
    assert_eq!(columns("Flows | extend Port = 'x' | project-away Time"), "Port:string, Bytes:long, Host:string");
}

#[test]
fn aggregates() {
    assert_eq!(
        columns("Flows | summarize count(), sum(Bytes), max(Port)"),
        "count_:long, sum_Bytes:long, max_Port:int"
    );
    assert_eq!(columns("Flows | summarize count(), count()"), "count_:long, count_1:long");
    assert_eq!(columns("Flows | summarize sum(Bytes + 1)"), "sum_:long");
    assert_eq!(columns("Flows | summarize x = count() by Host, Port"), "Host:string, Port:int, x:long");
    assert_eq!(
        columns("Flows | summarize count() by bin(Bytes, 10), strlen(Host)"),
        "Bytes:long, strlen_Host:long, count_:long"
    );
    assert_eq!(columns("Flows | summarize arg_max(Bytes, Host, Port)"), "Bytes:long, Host:string, Port:int");
    assert_eq!(
        columns("Flows | summarize arg_max(Time, *) by Host"),
        "Host:string, Time:datetime, Port:int, Bytes:long"
    );
}

#[test]
fn joins() {
    assert_eq!(
        columns("Flows | join kind=inner Hosts on Host"),
        "Time:datetime, Port:int, Bytes:long, Host:string, Host1:string, Owner:string, Port1:int"
    );
    assert_eq!(columns("Flows | join kind=leftsemi Hosts on Host"), "Time:datetime, Port:int, Bytes:long, Host:string");
    assert_eq!(columns("Flows | join kind=rightanti Hosts on Host"), "Host:string, Owner:string, Port:int");
    assert_eq!(
        columns("Flows | lookup Hosts on Host"),
        "Time:datetime, Port:int, Bytes:long, Host:string, Owner:string, Port1:int"
    );
}

#[test]
fn unions() {
    assert_eq!(columns("union Flows, Hosts"), "Time:datetime, Port:int, Bytes:long, Host:string, Owner:string");
    assert_eq!(
        columns("Flows | project Port | union (Hosts | project Port = Owner)"),
        "Port_int:int, Port_string:string"
    );
    assert_eq!(columns("union withsource=From Hosts"), "From:string, Host:string, Owner:string, Port:int");
}

#[test]
fn columns_that_only_change_place() {
    assert_eq!(columns("Flows | project-reorder Host, B*"), "Host:string, Bytes:long, Time:datetime, Port:int");
    assert_eq!(columns("Flows | project-rename H = Host"), "Time:datetime, Port:int, Bytes:long, H:string");
    assert_eq!(columns("Flows | project-keep P*, H*"), "Port:int, Host:string");
    assert_eq!(columns("Flows | project-away *o*"), "Time:datetime, Bytes:long");
}
