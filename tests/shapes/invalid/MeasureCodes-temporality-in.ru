PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :remark cg:temporality ?o } INSERT { :remark cg:temporality "nothing" } WHERE { :remark cg:temporality ?o }
