internal import Foundation
internal import Hummingbird
internal import Trail

extension RequestContext {
    /// A part of the path that names something, without its percent escapes.
    ///
    /// - Throws: ``Problem`` 404 for what is no text: nothing is called so.
    func name(_ parameter: String) throws(Problem) -> String {
        guard let name = self.parameters.get(parameter)?.removingPercentEncoding else {
            throw Problem(.notFound)
        }
        return name
    }

    /// The id that the path names.
    ///
    /// - Throws: ``Problem`` 404 for what is no id: nothing has it.
    func id() throws(Problem) -> EventID {
        guard let id = self.parameters.get("id").flatMap({ EventID($0) }) else {
            throw Problem(.notFound)
        }
        return id
    }
}
