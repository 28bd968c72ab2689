import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two members, 20 payments in each partition; the second member hangs in one record, as if its database didn't answer.
 * The answer comes when the other member has handled all 60, or when the file `answer` appears.
 */
public class Hang {
    public static void main(String[] args) throws Exception {
        try (var group = new Group(args[0], args[1])) {
            var healthy = group.start("billing-1");
            group.settle();
            var slow = group.start("billing-2", () -> healthy.owned.size() == 3 && group.distinct() == 60 || Files.exists(Path.of("answer")));
            group.settle();
            System.out.println("owners: " + group);
            group.pay(20);
            Group.await(() -> group.hangs() && group.distinct() == 40 + Group.HANG_AT - 1 && !healthy.busy);
            System.out.println("billing-2 hangs in its record " + Group.HANG_AT + "; billing-1 has committed 40");
            Group.await(() -> !group.hangs() || healthy.owned.size() == 3 || group.distinct() == 80 + Group.HANG_AT - 1 && !healthy.busy);
            if (group.hangs() && healthy.owned.size() == 2)
                System.out.println("billing-2 still hangs; billing-1 has committed 80");
            Group.await(() -> !group.hangs() || healthy.owned.size() == 3);
            if (group.hangs())
                System.out.println("max.poll.interval.ms is over: " + group);
            Group.await(() -> !group.hangs());
            for (var before = -1; before != group.handled.size(); Group.sleep(1000))
                before = group.handled.size();
            group.settle();
            System.out.println("billing-2 goes on; its commit: " + (slow.refused.isEmpty() ? "accepted" : slow.refused.peek().getClass().getSimpleName())
                + "; onPartitionsLost: " + slow.lost);
            System.out.println("owners: " + group);
            System.out.println(group.distinct() + " records handled, " + (group.handled.size() - group.distinct()) + " of them twice");
        }
    }
}
