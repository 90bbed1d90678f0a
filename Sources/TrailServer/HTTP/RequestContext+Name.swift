internal import Foundation
internal import Hummingbird

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
}
