import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** While one of two members hangs, a third joins. Two seconds later: what do the other and the third get done in the next two? */
public class Newcomer {
    public static void main(String[] args) throws Exception {
        try (var group = new Group(args[0], args[1])) {
            var answer = new AtomicBoolean();
            for (var name : List.of("billing-1", "billing-2")) {
                group.start(name, name.equals(args[2]) ? answer::get : null);
                group.settle();
            }
            var healthy = group.members.get(args[2].equals("billing-2") ? 0 : 1);
            group.pay(1000);
            Group.await(group::hangs);
            var joined = System.nanoTime();
            group.start("billing-3");
            Group.sleep(2000);
            var begin = System.nanoTime();
            var refused = healthy.refused.size();
            Group.sleep(2000);
            var end = System.nanoTime();
            refused = healthy.refused.size() - refused;
            answer.set(true);
            long other = 0, third = 0, last = joined, silence = 0;
            for (var each : group.handled) {
                if (each.nanos() < joined || each.nanos() > end)
                    continue;
                third += each.member().equals("billing-3") && each.nanos() > begin ? 1 : 0;
                if (each.member().equals(healthy.getName())) {
                    other += each.nanos() > begin ? 1 : 0;
                    silence = Math.max(silence, each.nanos() - last);
                    last = each.nanos();
                }
            }
            silence = Math.max(silence, end - last);
            System.out.printf("%s handled %d, commits refused %d, silent for %.2f s; billing-3 handled %d%n",
                healthy.getName(), other, refused, silence / 1e9, third);
        }
    }
}
