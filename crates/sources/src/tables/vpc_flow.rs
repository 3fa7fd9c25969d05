//! `AWSVPCFlow`. <https://learn.microsoft.com/azure/azure-monitor/reference/tables/awsvpcflow>

use crate::rows::Table;
use crate::time::from_epoch;

/// The table.
pub(crate) static TABLE: Table = Table::new(
    "AWSVPCFlow",
    "TimeGenerated:datetime Version:int AccountId InterfaceId SrcAddr DstAddr SrcPort:int DstPort:int Protocol:int \
     Packets:int Bytes:long Start:datetime End:datetime Action LogStatus VpcId SubnetId InstanceId TcpFlags:int \
     TrafficType PktSrcAddr PktDstAddr Region AzId SublocationType SublocationId PktSrcAwsService PktDstAwsService \
     FlowDirection TrafficPath EcsClusterArn EcsClusterName EcsContainerInstanceArn EcsContainerInstanceId \
     EcsContainerId EcsSecondContainerId EcsServiceName EcsTaskDefinitionArn EcsTaskArn EcsTaskId",
);

/// The point in time that a number of seconds is.
pub(crate) fn seconds(text: &str) -> Option<i64> {
    from_epoch(text.parse().ok()?, 0)
}

/// The column of a field: its words with capitals.
pub(crate) fn column(name: &str) -> Option<&'static str> {
    let pascal = match name {
        "type" => "TrafficType".to_owned(),
        "srcaddr" => "SrcAddr".to_owned(),
        "dstaddr" => "DstAddr".to_owned(),
        "srcport" => "SrcPort".to_owned(),
        "dstport" => "DstPort".to_owned(),
        "pkt-srcaddr" => "PktSrcAddr".to_owned(),
        "pkt-dstaddr" => "PktDstAddr".to_owned(),
        name => name.split('-').map(capital).collect(),
    };
    TABLE.column(&pascal).map(|(name, _)| name)
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
}
