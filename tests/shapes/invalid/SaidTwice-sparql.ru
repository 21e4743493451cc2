PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-nearly cg:low ?l . :c-nearly cg:high ?h . :c-nearly cg:stated ?s . :c-nearly cg:hedge ?x } INSERT { :c-nearly cg:low 0 ; cg:high 8 ; cg:stated 8 ; cg:hedge cg:hedge-at-most } WHERE { :c-nearly cg:low ?l ; cg:high ?h ; cg:stated ?s ; cg:hedge ?x }
