PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE DATA { :q-south cg:subtrahend :q-north } ;
INSERT DATA { :q-south cg:subtrahend :land }
