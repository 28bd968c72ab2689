import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far a group's committed offsets are behind the end of a topic, all partitions together. */
class Lag {
    static long of(Admin admin, String group, String topic) throws Exception {
        var partitions = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
            .map(each -> new TopicPartition(topic, each.partition())).collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        var ends = admin.listOffsets(partitions).all().get();
        var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        var lag = 0L;
        for (var partition : partitions.keySet())
            lag += ends.get(partition).offset() - (committed.get(partition) == null ? 0 : committed.get(partition).offset());
        return lag;
    }
}
