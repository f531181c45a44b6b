"""A second list of the demo province's scheme: who is tied to a disqualified contractor is watched for two years."""

WATCHED = "watched"
BEARS = (
    f'affiliates = {{ list = "{WATCHED}", length = {{ months = 24 }}, '
    'relations = ["shareholder", "legal_representative"] }\n'
)
LIST = f"""
[[lists]]
code = "{WATCHED}"
label = {{ zh = "重点关注名单", en = "Under closer watch" }}
class = "general"
basis = ["contract"]
scope = "internal"
mode = "decided"
length = {{ months = 24 }}
again = "restart"
effects = [{{ zh = "提高质量控制抽查比例", en = "Work is drawn for quality control more often", ground = "internal" }}]
publicity = {{ min_months = 0, max_months = 0 }}
enter = [{{ on = "count", behaviours = ["H01"], at_least = 2, within = {{ months = 12 }} }}]
"""
