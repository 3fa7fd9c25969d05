//! `CommonSecurityLog`. <https://learn.microsoft.com/azure/azure-monitor/reference/tables/commonsecuritylog>

use crate::rows::{Row, Table};

/// The table, with the columns that collectors fill. Those of threat intelligence are left to the workspace.
pub(crate) static TABLE: Table = Table::new(
    "CommonSecurityLog",
    "TimeGenerated:datetime DeviceVendor DeviceProduct DeviceVersion DeviceEventClassID Activity LogSeverity Computer \
     DeviceAction SimplifiedDeviceAction ApplicationProtocol DeviceEventCategory EventCount:int CommunicationDirection \
     ExtID ReceivedBytes:long SentBytes:long Message EventOutcome Protocol Reason RequestURL ReceiptTime \
     StartTime:datetime EndTime:datetime EventType:int DeviceTimeZone \
     SourceIP SourcePort:int SourceHostName SourceMACAddress SourceNTDomain SourceProcessId:int SourceUserPrivileges \
     SourceProcessName SourceUserID SourceUserName SourceDnsDomain SourceServiceName SourceTranslatedAddress \
     SourceTranslatedPort:int \
     DestinationIP DestinationPort:int DestinationHostName DestinationMACAddress DestinationNTDomain \
     DestinationProcessId:int DestinationUserPrivileges DestinationProcessName DestinationUserID DestinationUserName \
     DestinationDnsDomain DestinationServiceName DestinationTranslatedAddress DestinationTranslatedPort:int \
     DeviceAddress DeviceName DeviceMacAddress DeviceExternalID DeviceFacility DeviceDnsDomain DeviceInboundInterface \
     DeviceOutboundInterface DeviceNtDomain DevicePayloadId DeviceTranslatedAddress ProcessID:int ProcessName \
     FileName FileSize:int FileCreateTime FileHash FileID FileModificationTime FilePath FilePermission FileType \
     OldFileName OldFileSize:int OldFileCreateTime OldFileHash OldFileID OldFileModificationTime OldFilePath \
     OldFilePermission OldFileType RequestClientApplication RequestContext RequestCookies RequestMethod \
     DeviceCustomString1 DeviceCustomString1Label DeviceCustomString2 DeviceCustomString2Label DeviceCustomString3 \
     DeviceCustomString3Label DeviceCustomString4 DeviceCustomString4Label DeviceCustomString5 \
     DeviceCustomString5Label DeviceCustomString6 DeviceCustomString6Label FieldDeviceCustomNumber1:long \
     DeviceCustomNumber1Label FieldDeviceCustomNumber2:long DeviceCustomNumber2Label FieldDeviceCustomNumber3:long \
     DeviceCustomNumber3Label DeviceCustomFloatingPoint1:real DeviceCustomFloatingPoint1Label \
     DeviceCustomFloatingPoint2:real DeviceCustomFloatingPoint2Label DeviceCustomFloatingPoint3:real \
     DeviceCustomFloatingPoint3Label DeviceCustomFloatingPoint4:real DeviceCustomFloatingPoint4Label \
     DeviceCustomIPv6Address1 DeviceCustomIPv6Address1Label DeviceCustomIPv6Address2 DeviceCustomIPv6Address2Label \
     DeviceCustomIPv6Address3 DeviceCustomIPv6Address3Label DeviceCustomIPv6Address4 DeviceCustomIPv6Address4Label \
     DeviceCustomDate1 DeviceCustomDate1Label DeviceCustomDate2 DeviceCustomDate2Label FlexDate1 FlexDate1Label \
     FlexNumber1:int FlexNumber1Label FlexNumber2:int FlexNumber2Label FlexString1 FlexString1Label FlexString2 \
     FlexString2Label AdditionalExtensions SourceSystem",
);

/// The columns that every row has alike.
pub(crate) fn complete(row: &mut Row<'_>) {
    row.text("SourceSystem", "OpsManager");
}

/// Sets the action, and the simplified one with it.
pub(crate) fn action(row: &mut Row<'_>, action: &str) {
    if row.text("DeviceAction", action) {
        row.text("SimplifiedDeviceAction", if action == "Denied" { "Deny" } else { action });
    }
}

/// Collects what has no column, as `k=v;k2=v2`.
#[derive(Debug, Default)]
pub(crate) struct Extensions(String);

impl Extensions {
    /// Forgets the last record's.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds one.
    pub(crate) fn add(&mut self, key: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push(';');
        }
        self.0.push_str(key);
        self.0.push('=');
        self.0.push_str(value);
    }

    /// All of them.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}
