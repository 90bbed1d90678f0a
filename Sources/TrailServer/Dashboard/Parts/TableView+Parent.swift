internal import Mustache

// Tables have by far the most values of a page; what is asked for by name is given without a look
// at all stored properties.

extension TableView: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "caption": self.caption
        case "columns": self.columns
        case "rows": self.rows
        case "isCompact": self.isCompact
        case "empty": self.empty
        default: nil
        }
    }
}

extension TableView.Row: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "cells": self.cells
        case "rowID": self.rowID
        default: nil
        }
    }
}

extension TableView.Cell: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "text": self.text
        case "cellLink": self.cellLink
        case "badge": self.badge
        case "cellIcon": self.cellIcon
        case "time": self.time
        case "more": self.more
        case "isCode": self.isCode
        case "isNumber": self.isNumber
        case "cellTitle": self.cellTitle
        default: nil
        }
    }
}
