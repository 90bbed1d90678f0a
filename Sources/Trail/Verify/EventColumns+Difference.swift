extension EventColumns {
    /// The names of the columns in which two rows differ.
    func names(differingFrom other: EventColumns) -> [String] {
        var names: [String] = []
        if self.time != other.time { names.append("time") }
        if self.actor != other.actor { names.append("actor") }
        if self.ip != other.ip { names.append("ip") }
        if self.target != other.target { names.append("target") }
        if self.username != other.username { names.append("username") }
        if self.status != other.status { names.append("status") }
        if self.duration != other.duration { names.append("duration") }
        if self.isProblem != other.isProblem { names.append("problem") }
        return names
    }
}
