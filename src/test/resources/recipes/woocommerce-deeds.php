<?php
// What is done with the recipe's grapevine.php, and what came of it: php woocommerce-stand-in.php CLICK beside grapevine.php, and
// the same in a real shop that has it among its must-use plugins, after wp-load.php. Both print the same lines.
const GRAPEVINE_HOOK = 'woocommerce_deliver_webhook_async';

function deed_noted($name, $order, ...$more)
{
    do_action($name, $order, ...$more);
    $noted = array_filter(['gv_click' => $order->get_meta('gv_click'), 'gv_heard' => $order->get_meta('gv_heard')]);
    echo $name, ' ', json_encode($noted), "\n";
}

function deed_form($fields)
{
    $_POST = $fields;
    deed_noted('woocommerce_checkout_create_order', new WC_Order(), $fields);
}

function deed_blocks($parameters)
{
    $request = new WP_REST_Request('POST', '/wc/store/v1/checkout');
    foreach ($parameters as $name => $value) {
        $request->set_param($name, $value);
    }
    deed_noted('woocommerce_store_api_checkout_update_order_from_request', new WC_Order(), $request);
}

/** An answer to a webhook, and whether it is to be sent again, in how many minutes, and how many failures the webhook has. */
function deed_answer($what, $answer, $webhook, $order_id, $times = 1)
{
    $about = ['webhook_id' => $webhook->get_id(), 'arg' => $order_id];
    for ($i = 0; $i < $times; $i++) {
        do_action('woocommerce_webhook_delivery', [], $answer, 0.1, $order_id, $webhook->get_id());
    }
    $next = WC()->queue()->get_next(GRAPEVINE_HOOK, $about, 'woocommerce-webhooks');
    $minutes = $next ? round(($next->getTimestamp() - time()) / 60) : 'no';
    $waiting = WC()->queue()->search(['hook' => GRAPEVINE_HOOK, 'args' => $about, 'status' => 'pending'], 'ids');
    echo $what, ': ', $minutes, ' ', count($waiting), ' ', wc_get_webhook($webhook->get_id())->get_failure_count(), "\n";
    WC()->queue()->cancel_all(GRAPEVINE_HOOK, $about, 'woocommerce-webhooks');
}

function deed_webhook($address, $status)
{
    $webhook = new WC_Webhook();
    $webhook->set_delivery_url($address);
    $webhook->set_status($status);
    $webhook->set_topic('order.updated');
    $webhook->set_failure_count(3);
    $webhook->save();
    return $webhook;
}

ob_start();
do_action('woocommerce_after_order_notes', null);
$fields = ob_get_clean();
foreach (['name="gv_click"', 'data-grapevine="all"', 'name="gv_heard"', 'maxlength="100"', 'How did you hear of us?'] as $part) {
    echo $part, ' ', str_contains($fields, $part) ? 'yes' : 'no', "\n";
}

$click = $argv[1];
foreach ([$click, $click . ',' . $click, '', $click . "\n", '<b>', ['x']] as $ids) {
    deed_form(['gv_click' => $ids]);
    deed_blocks(['extensions' => ['grapevine' => ['gv_click' => $ids]]]);
}
deed_form(['gv_click' => $click, 'gv_heard' => " Ada\\'s <b>mail</b> " . str_repeat('è', 100)]);
deed_form([]);
deed_blocks([]);
echo grapevine_words(" the <i>radio</i> " . str_repeat('è', 100)), "\n";

$order = new WC_Order();
$order->save();
$away = new WP_Error('http_request_failed', 'cURL error 7: Failed to connect');
$failed = ['response' => ['code' => 502, 'message' => 'Bad Gateway']];
$taken = ['response' => ['code' => 200, 'message' => 'OK']];
$webhook = deed_webhook(GV_BRIDGE, 'active');
deed_answer('not reached', $away, $webhook, $order->get_id());
deed_answer('refused', $failed, $webhook, $order->get_id(), 2);
$webhook->set_failure_count(3);
$webhook->save();
deed_answer('taken', $taken, $webhook, $order->get_id());
deed_answer('no order', $failed, $webhook, 0);
$off = deed_webhook(GV_BRIDGE, 'paused');
deed_answer('switched off', $failed, $off, $order->get_id());
$other = deed_webhook('https://other.example/', 'active');
deed_answer('of others', $failed, $other, $order->get_id());
$order->set_date_modified(time() - 8 * DAY_IN_SECONDS);
$order->save();
deed_answer('for too long', $failed, $webhook, $order->get_id());
foreach ([$webhook, $off, $other, $order] as $made) {
    $made->delete(true);
}
