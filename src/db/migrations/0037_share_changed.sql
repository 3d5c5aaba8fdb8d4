-- What links were before their last change is forgotten soon: found without looking at all links.
CREATE INDEX share_changed ON share (changed) WHERE changed IS NOT NULL;
