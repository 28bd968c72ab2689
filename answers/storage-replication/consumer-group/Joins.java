import java.util.HashMap;
import java.util.List;

/** Members join one by one. After each join: who owns what, how many partitions were revoked, how many have another owner. */
public class Joins {
    public static void main(String[] args) throws Exception {
        var owners = new HashMap<Integer, String>();
        try (var group = new Group(args[0], args[1])) {
            for (var name : List.of(args).subList(2, args.length)) {
                group.members.forEach(each -> each.revoked.clear());
                group.start(name);
                group.settle();
                var moved = 0;
                for (var member : group.members)
                    for (var partition : member.owned) {
                        var before = owners.put(partition, member.getName());
                        moved += before == null || before.equals(member.getName()) ? 0 : 1;
                    }
                var revoked = group.members.stream().mapToInt(each -> each.revoked.size()).sum();
                System.out.println(group + ": revoked " + revoked + ", moved " + moved);
            }
        }
    }
}
