"""The stream of stock events of all stores: bytes, state, what a cut-off store holds; and public figures on one scale."""

stores, brokers, replication_factor = 4_700, 24, 3
inventory_per_second, inventory_bytes, inventory_partitions = 47_000, 200, 240  # in the busiest hour
items_per_store, count_days = 100_000, 10  # assumed: what a store keeps; from one count of a position to the next
position_bytes, change_bytes, stock_bytes = 100, 12, 50  # key and numbers; a change since the count; a record of stock
instances, restore_mb_per_second = 24, 50  # assumed: of the processor; what one reads of its changelog
readers = 4  # replenishment, forecasting, finance, loss prevention
retention_days, average_percent = 14, 50  # assumed: the average hour of a day is half as busy as the busiest
offline_hours, hot_item_percent = 8, 2  # assumed: a store's longest outage; the best seller's share of all events
buffer_bytes, delivery_timeout_seconds = 33_554_432, 120  # buffer.memory, delivery.timeout.ms

mb_in = inventory_per_second * inventory_bytes / 1e6
mb_written = mb_in * replication_factor
mb_out = mb_in * (readers + replication_factor - 1)
records_per_partition = inventory_per_second / inventory_partitions
records_per_store = inventory_per_second // stores
week_tb_at_peak = mb_written * 604_800 / 1e6
retained_tb = week_tb_at_peak * retention_days / 7 * average_percent / 100
hot_item_per_second = inventory_per_second * hot_item_percent // 100
hot_item_times = hot_item_per_second / records_per_partition

positions_million = stores * items_per_store / 1e6
changes_per_day = inventory_per_second * average_percent / 100 * 86_400 / (stores * items_per_store)
state_bytes = round(position_bytes + changes_per_day * count_days / 2 * change_bytes)
mb_all_written = inventory_per_second * (inventory_bytes + state_bytes + stock_bytes) * replication_factor / 1e6
mb_all_per_broker = mb_all_written / brokers
state_gb = positions_million * state_bytes / 1e3
changelog_gb = state_gb * replication_factor
state_gb_per_instance = state_gb / instances
restore_seconds = round(state_gb_per_instance * 1e3 / restore_mb_per_second)

store_kb_per_second = records_per_store * inventory_bytes / 1e3
sales_before_timeout = records_per_store * delivery_timeout_seconds
buffer_hours = buffer_bytes / (store_kb_per_second * 1e3) / 3_600
backlog_records = records_per_store * offline_hours * 3_600
backlog_mb = backlog_records * inventory_bytes / 1e6

inventory_talk_per_second = round(500e6 / 86_400)
plan_talk_per_second = round(4e9 / (3 * 3_600))
plan_blog_gb_per_second = 85 / 60
all_topics_million_per_second = 1e12 / 86_400 / 1e6

print(f"busiest hour: {inventory_per_second:,} events/s x {inventory_bytes} bytes = {mb_in:.1f} MB/s; {replication_factor} copies: {mb_written:.1f} MB/s written")
print(f"sent by brokers, inventory alone: {readers} readers and {replication_factor - 1} followers x {mb_in:.1f} = {mb_out:.1f} MB/s; a partition of {inventory_partitions}: {records_per_partition:.0f}/s; a store: {records_per_store}/s, {store_kb_per_second:.0f} kB/s")
print(f"a week at that rate, with copies: {week_tb_at_peak:.1f} TB; {retention_days} days, the average hour {average_percent} % as busy: {retained_tb:.1f} TB")
print(f"keyed by item, a best seller of {hot_item_percent} %: {hot_item_per_second}/s in one partition, {hot_item_times:.1f} times the average")
print(f"a position: {position_bytes} bytes + {changes_per_day:.1f} changes/day x {count_days} days / 2 x {change_bytes} bytes = {state_bytes} bytes")
print(f"each event also writes its position to the changelog and a record of stock: {inventory_per_second:,} x ({inventory_bytes} + {state_bytes} + {stock_bytes}) bytes x {replication_factor} copies = {mb_all_written:.1f} MB/s, {mb_all_per_broker:.1f} on each of {brokers} brokers")
print(f"positions: {stores:,} x {items_per_store:,} = {positions_million:.0f} million x {state_bytes} bytes = {state_gb:.0f} GB; changelog with copies, fully compacted: {changelog_gb:.0f} GB")
print(f"one of {instances} instances: {state_gb_per_instance:.1f} GB; restored at {restore_mb_per_second} MB/s: {restore_seconds} s")
print(f"a store off line: its buffer of {buffer_bytes / 1e6:.1f} MB would last {buffer_hours:.1f} h; after {delivery_timeout_seconds} s, {sales_before_timeout:,} records in, the first expires")
print(f"{offline_hours} h off line: {backlog_records:,} records, {backlog_mb:.1f} MB")
print(f"public: 500 million/day = {inventory_talk_per_second:,}/s; 4 billion in 3 h = {plan_talk_per_second:,}/s; 85 GB/min = {plan_blog_gb_per_second:.1f} GB/s; 1 trillion/day = {all_topics_million_per_second:.1f} million/s")
