PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:polarity ?o } INSERT { :c-exact cg:polarity cg:nothing } WHERE { :c-exact cg:polarity ?o }
