import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Two members of a share group take turns: which records is each given? The acquire mode is the second argument. */
public class Split {
    public static void main(String[] args) throws Exception {
        try (var first = new Labels(args[0], "labels-1", args[1]); var second = new Labels(args[0], "labels-2", args[1])) {
            for (var given = 0; given < 12;) {
                for (var member : List.of(first, second)) {
                    var taken = member.take(given < 12 ? 60 : 2);
                    while (taken.isEmpty() && owners(args[0]) < 2)
                        taken = member.take(2);
                    given += taken.size();
                    System.out.println(member.name + " is given " + Labels.show(taken));
                    member.accept(taken);
                }
            }
            System.out.println("members that own orders-0: " + owners(args[0]));
        }
    }

    static long owners(String brokers) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            return admin.describeShareGroups(List.of("labels")).all().get().get("labels").members().stream()
                .filter(each -> !each.assignment().topicPartitions().isEmpty()).count();
        }
    }
}
