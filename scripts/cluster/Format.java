import kafka.tools.StorageTool;

/** Formats several servers' storage; each argument is what one `kafka-storage.sh` gets. One JVM starts faster than six. */
class Format {
    public static void main(String[] commands) {
        for (String command : commands) {
            String[] words = command.split(" ");
            try {
                if (StorageTool.execute(words, System.out) != 0) throw new IllegalArgumentException("see above");
            } catch (Exception refused) {
                System.out.println(words[2] + ": " + refused.getMessage());
                System.exit(1);
            }
        }
    }
}
