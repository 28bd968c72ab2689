/** The first member takes three records and is silent until their locks run out. It accepts them once before and once after the second member did. */
public class Late {
    public static void main(String[] args) throws Exception {
        try (var first = new Labels(args[0], "labels-1", "record_limit"); var second = new Labels(args[0], "labels-2", "record_limit")) {
            for (var late : new String[] {"before", "after"}) {
                var held = first.take(60);
                System.out.println("labels-1 is given " + Labels.show(held) + " and sleeps for 2.5 s");
                Thread.sleep(2500); // longer than share.record.lock.duration.ms, 2000
                var again = second.take(60);
                System.out.println("labels-2 is given " + Labels.show(again));
                if (late.equals("before"))
                    System.out.println("labels-1 accepts: " + first.accept(held));
                System.out.println("labels-2 accepts: " + second.accept(again));
                if (late.equals("after"))
                    System.out.println("labels-1 accepts: " + first.accept(held));
            }
        }
    }
}
