import Testing
import Trail

@Suite struct QueryParameterTests {
    private static let lists: [Event.Kind?] = [nil] + Event.Kind.allCases

    @Test(arguments: QueryParameterTests.lists)
    func `means one thing on each list`(kind: Event.Kind?) {
        let names = QueryParameter.all.filter { $0.exists(on: kind) }.flatMap(\.names)
        #expect(Set(names).count == names.count)
    }

    @Test func `exists somewhere and is documented`() {
        for parameter in QueryParameter.all {
            #expect(Self.lists.contains { parameter.exists(on: $0) }, "\(parameter.names)")
            #expect(parameter.summary.hasSuffix("."))
        }
    }

    @Test func `knows on the timeline what any list of a kind knows`() {
        func names(_ kind: Event.Kind?) -> Set<String> {
            Set(QueryParameter.all.filter { $0.exists(on: kind) }.flatMap(\.names))
        }
        for kind in Event.Kind.allCases {
            #expect(names(kind).isSubset(of: names(nil)))
        }
    }
}
