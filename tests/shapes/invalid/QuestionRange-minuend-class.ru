PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE DATA { :q-south cg:minuend :q-dead } ;
INSERT DATA { :q-south cg:minuend :land }
