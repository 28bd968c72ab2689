import java.util.TreeMap;

/** The stock of one item in one store: a count, what happened since, what is on order. Kept as text, as in its toString(). */
class Position {
    int counted, ordered, cycle, point, upTo;
    String countedAt = "";
    final TreeMap<String, Integer> since = new TreeMap<>();  // by time, what changed the stock after the count
    final TreeMap<String, Integer> seen = new TreeMap<>();   // by source, the number of its last event

    int onHand() {
        return counted + since.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Add an event of a source, unless it was added before; tell whether it is new. */
    boolean add(String type, String source, int number, int quantity, String at, String without) {
        if (number <= seen.getOrDefault(source, 0) && !without.equals("numbers")) return false;
        seen.merge(source, number, Math::max);
        if (type.equals("receipt")) ordered -= quantity;
        if (type.equals("count")) {                          // an absolute value, true at its own moment
            if (at.compareTo(countedAt) <= 0) return true;
            counted = quantity;
            countedAt = at;
            since.headMap(without.equals("moments") ? "9" : at, true).clear();
        } else if (at.compareTo(countedAt) > 0 || without.equals("moments"))
            since.merge(at, quantity, Integer::sum);         // what happened before the count is in the count
        return true;
    }

    void plan(int point, int upTo) {
        this.point = point;
        this.upTo = upTo;
    }

    /** Return how many to order: up to the target, once on hand and on order together are at the reorder point. */
    int order(String without) {
        int known = onHand() + (without.equals("on-order") ? 0 : ordered);
        if (countedAt.isEmpty() || known > point) return 0;
        ordered += upTo - known;
        cycle++;
        return upTo - known;
    }

    static Position of(String text) {
        var position = new Position();
        if (text == null) return position;
        var part = text.split(";", -1);
        position.counted = Integer.parseInt(part[0]);
        position.countedAt = part[1];
        position.ordered = Integer.parseInt(part[2]);
        position.cycle = Integer.parseInt(part[3]);
        position.point = Integer.parseInt(part[4]);
        position.upTo = Integer.parseInt(part[5]);
        read(part[6], position.since);
        read(part[7], position.seen);
        return position;
    }

    private static void read(String text, TreeMap<String, Integer> into) {
        for (var pair : text.substring(1, text.length() - 1).split(", "))
            if (!pair.isEmpty()) into.put(pair.split("=")[0], Integer.valueOf(pair.split("=")[1]));
    }

    @Override
    public String toString() {
        return counted + ";" + countedAt + ";" + ordered + ";" + cycle + ";" + point + ";" + upTo + ";" + since + ";" + seen;
    }
}
