-- An agreed day is kept until a contact changes or clears it: a contact of a file that
-- says nothing of it ends it no more (store/customers_facts.go). Facts are made anew.
UPDATE revisions SET n = n + 1 WHERE noun = 'facts';
UPDATE customer_facts SET revision = (SELECT n FROM revisions WHERE noun = 'facts'), next_on = (
    SELECT CASE WHEN EXISTS (SELECT 1 FROM contacts l WHERE l.customer_id = d.customer_id AND (l.at > d.at OR l.at = d.at AND l.id > d.id)
        AND l.at >= CAST(d.next_on AS BIGINT) * 86400000) THEN NULL ELSE d.next_on END
    FROM contacts d WHERE d.customer_id = customer_facts.customer_id AND (d.next_on IS NOT NULL OR d.user_id IS NOT NULL)
    ORDER BY d.at DESC, d.id DESC LIMIT 1);
