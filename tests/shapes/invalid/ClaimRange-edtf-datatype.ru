PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-date cg:valueEDTF ?o } INSERT { :c-date cg:valueEDTF "x" } WHERE { :c-date cg:valueEDTF ?o }
