import Testing

@testable import Trail

struct LossTallyTests {
    private func time(_ microseconds: Int64) -> Timestamp { Timestamp(microseconds: microseconds) }

    @Test func `what is on its way at the end is lost, and part of it in doubt`() {
        var tally = LossTally()
        for microsecond: Int64 in 1...5 {
            tally.accept(at: self.time(microsecond))
        }
        tally.begin(2)
        tally.settle(unsettled: 0, oldest: self.time(3))
        tally.begin(2)
        tally.abandon(.crashed)
        let expected = Loss(count: 3, inDoubt: 2, from: self.time(3), to: self.time(5))
        #expect(tally.losses == [.crashed: expected])
        #expect(tally.traffic == LossTally.Traffic())
    }

    @Test func `nothing is lost where everything is settled`() {
        var tally = LossTally()
        tally.accept(at: self.time(1))
        tally.begin(1)
        tally.settle(unsettled: 0, oldest: nil)
        tally.abandon(.crashed)
        #expect(tally.losses.isEmpty)
    }

    @Test func `events that a failing store left are still on their way`() {
        var tally = LossTally()
        tally.accept(at: self.time(1))
        tally.accept(at: self.time(2))
        tally.begin(2)
        tally.settle(unsettled: 1, oldest: self.time(1))
        #expect(tally.traffic.stored == 1)
        #expect(tally.traffic.committing == 0)
    }

    @Test func `losses for one reason add up`() {
        var tally = LossTally()
        tally.lose(Loss(count: 1, from: self.time(5), to: self.time(5)), .overloaded)
        tally.lose(Loss(count: 2, from: self.time(3), to: self.time(9)), .overloaded)
        tally.lose(Loss(count: 1, from: self.time(7), to: self.time(7)), .invalid)
        #expect(
            tally.losses == [
                .overloaded: Loss(count: 3, from: self.time(3), to: self.time(9)),
                .invalid: Loss(count: 1, from: self.time(7), to: self.time(7)),
            ]
        )
    }

    @Test func `what was lost while a report was written stays to be told`() {
        var tally = LossTally()
        tally.lose(Loss(count: 2, from: self.time(1), to: self.time(3)), .overloaded)
        let told = tally.losses
        tally.lose(Loss(count: 1, from: self.time(8), to: self.time(8)), .overloaded)
        tally.lose(Loss(count: 1, from: self.time(9), to: self.time(9)), .invalid)
        tally.clear(told)
        #expect(
            tally.losses == [
                .overloaded: Loss(count: 1, from: self.time(3), to: self.time(8)),
                .invalid: Loss(count: 1, from: self.time(9), to: self.time(9)),
            ]
        )
        tally.clear(tally.losses)
        #expect(tally.losses.isEmpty)
    }

    @Test(arguments: [
        (LossReason.crashed, "crashed"), (.overloaded, "overloaded"), (.invalid, "invalid"),
        (.closed, "closed"), (.unreadable, "unreadable"),
    ])
    func `the sealed name of a reason never changes`(reason: LossReason, name: String) {
        #expect(reason.rawValue == name)
    }
}
