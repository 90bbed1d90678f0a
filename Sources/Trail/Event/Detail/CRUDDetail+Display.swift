extension CRUDDetail.EventType {
    /// What the seeds' clients show for it.
    package var display: String {
        switch self {
        case .create: "Create"
        case .update: "Update"
        case .delete: "Delete"
        case .manyToManyChange: "Many-to-Many Change"
        case .reverseManyToManyChange: "Reverse M2M Change"
        case .link: "M2M Add"
        case .reverseLink: "Reverse M2M Add"
        case .unlink: "M2M Remove"
        case .reverseUnlink: "Reverse M2M Remove"
        case .clear: "M2M Clear"
        case .reverseClear: "Reverse M2M Clear"
        }
    }
}
